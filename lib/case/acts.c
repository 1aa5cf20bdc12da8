/*
 * acts.c - the states that a case may be in and the acts that are done with
 * it, as two tables: they are the whole truth, for the state function, the
 * commands, the file and the manual.
 */
#include <string.h>

#include "case/case.h"

#define AT(s)	((uint64_t)1 << WH_S_##s)
#define HELD	(AT(DISPATCHED) | AT(HANDLING))
#define WAITING	(AT(REPORTED) | AT(RETURNED) | AT(PENDING_DISPATCH))
#define OPEN	(HELD | WAITING | AT(PENDING_VERIFY) | AT(HANDLE_FINISH) | \
		AT(SUSPENDED) | AT(PENDING_CHECK) | AT(PENDING_CLOSE) | \
		AT(CHECKING))
#define KEPT	(OPEN | AT(CLOSED) | AT(NOT_FILED))

static const struct {
	int		 id;
	const char	*code, *zh, *en;
} states[] = {
	{ WH_S_REPORTED, "reported", "待立案", "reported, not filed" },
	{ WH_S_RETURNED, "returned", "已退单", "returned by the unit" },
	{ WH_S_PENDING_VERIFY, "pending_verify", "待核实",
	    "somebody sent to verify" },
	{ WH_S_PENDING_DISPATCH, "pending_dispatch", "待派遣",
	    "filed, not dispatched" },
	{ WH_S_DISPATCHED, "dispatched", "已派遣", "dispatched" },
	{ WH_S_HANDLING, "handling", "处置中", "being handled" },
	{ WH_S_HANDLE_FINISH, "handle_finish", "处置完成",
	    "done, unconfirmed by the unit" },
	{ WH_S_SUSPENDED, "suspended", "挂账中", "hung" },
	{ WH_S_PENDING_CHECK, "pending_check", "待核查", "handled, unchecked" },
	{ WH_S_PENDING_CLOSE, "pending_close", "待结案", "checked, not closed" },
	{ WH_S_CHECKING, "checking", "核查中", "somebody sent to check" },
	{ WH_S_CLOSED, "closed", "已结案", "closed" },
	{ WH_S_CANCELLED, "cancelled", "已作废", "void" },
	{ WH_S_NOT_FILED, "not_filed", "不予立案", "not filed" },
};
enum { STATES = sizeof(states) / sizeof(states[0]) };

#define PASS_FAIL	"pass fail"
#define CLOSE_KINDS	"normal late special forced"
#define LINK_KINDS	"duplicate repeat relapse bundle"
#define REQUESTS	"extend hang appeal"
#define HANDLING_CLOCKS	(WH_K_SIGN | WH_K_ARRIVE | WH_K_HANDLE)
#define SEAT_CLOCKS	(WH_K_SIGN | WH_K_CONTACT | WH_K_ARRIVE)

const struct wh_act wh_acts[] = {
	{ WH_A_REPORT, "report", "上报", "report", "case-new",
	    AT(NONE), AT(REPORTED), 0, 0, NULL,
	    WH_K_REPLY, 0, WH_B_NEVER },
	{ WH_A_SEND, "send", "派员", "send to the spot", "case-log",
	    AT(REPORTED) | AT(PENDING_CHECK),
	    AT(PENDING_VERIFY) | AT(CHECKING), WH_N_UNIT, 0, NULL,
	    WH_K_VERIFY | WH_K_CHECK, 0, WH_B_TAKEN },
	{ WH_A_VERIFY, "verify", "核实", "verify before filing", "case-log",
	    AT(REPORTED) | AT(PENDING_VERIFY) | AT(NOT_FILED),
	    AT(REPORTED) | AT(NOT_FILED), WH_N_VALUE, 0, PASS_FAIL,
	    WH_K_REPLY, WH_K_VERIFY | WH_K_REPLY, WH_B_TAKEN },
	{ WH_A_FILE, "file", "立案", "file", "case-log",
	    AT(REPORTED), AT(PENDING_DISPATCH), 0, WH_N_VALUE, NULL,
	    0, 0, WH_B_TAKEN },
	{ WH_A_REFUSE, "refuse", "不予立案", "refuse to file", "case-log",
	    WAITING | AT(PENDING_VERIFY), AT(NOT_FILED), WH_N_REASON, 0, NULL,
	    0, WH_K_VERIFY | WH_K_REPLY, WH_B_TAKEN },
	{ WH_A_DISPATCH, "dispatch", "派遣", "dispatch", "case-route",
	    WAITING | HELD, AT(DISPATCHED), WH_N_UNIT, 0, NULL,
	    HANDLING_CLOCKS, HANDLING_CLOCKS, WH_B_TAKEN },
	{ WH_A_PASS, "pass", "升级", "pass to the next filter level",
	    "case-route",
	    HELD | AT(RETURNED), AT(DISPATCHED), WH_N_UNIT | WH_N_REASON, 0,
	    NULL,
	    HANDLING_CLOCKS, HANDLING_CLOCKS, WH_B_TAKEN },
	{ WH_A_SIGN, "sign", "签收", "sign", "case-log",
	    AT(DISPATCHED), AT(HANDLING), 0, 0, NULL,
	    0, WH_K_SIGN, WH_B_TAKEN },
	{ WH_A_ASSIGN, "assign", "指派", "assign to a handler", "case-log",
	    HELD, AT(HANDLING), WH_N_UNIT, 0, NULL,
	    0, WH_K_SIGN, WH_B_TAKEN },
	{ WH_A_UNASSIGN, "unassign", "撤回指派", "take an assignment back",
	    "case-log",
	    AT(HANDLING), AT(HANDLING), WH_N_REASON, 0, NULL,
	    0, 0, WH_B_TAKEN },
	{ WH_A_ATTEND, "attend", "到场", "be on the spot", "case-log",
	    HELD, 0, 0, 0, NULL,
	    0, WH_K_ARRIVE, WH_B_TAKEN },
	{ WH_A_REPLY, "reply", "首次回复", "reply to the caller", "case-log",
	    KEPT, 0, 0, 0, NULL,
	    0, WH_K_REPLY, WH_B_TAKEN },
	{ WH_A_HANDLE, "handle", "处置", "handle", "case-log",
	    HELD, AT(HANDLE_FINISH) | AT(PENDING_CHECK), 0, 0, NULL,
	    0, HANDLING_CLOCKS, WH_B_TAKEN },
	{ WH_A_CONFIRM, "confirm", "部门确认", "confirm that it is done",
	    "case-log",
	    AT(HANDLE_FINISH), AT(HANDLING) | AT(PENDING_CHECK),
	    0, WH_N_VALUE, PASS_FAIL,
	    0, WH_K_ARRIVE | WH_K_HANDLE, WH_B_TAKEN },
	{ WH_A_CHECK, "check", "核查", "check", "case-log",
	    AT(PENDING_CHECK) | AT(CHECKING),
	    AT(HANDLING) | AT(PENDING_CLOSE), WH_N_VALUE, 0, PASS_FAIL,
	    WH_K_HANDLE, WH_K_CHECK, WH_B_TAKEN },
	{ WH_A_CLOSE, "close", "结案", "close", "case-log",
	    OPEN, AT(CLOSED), 0, WH_N_VALUE, CLOSE_KINDS,
	    WH_K_CALLBACK, WH_K_ALL & ~WH_K_CALLBACK, WH_B_TAKEN },
	{ WH_A_CALLBACK, "callback", "回访", "call back", "case-log",
	    AT(CLOSED), 0, WH_N_VALUE, 0, NULL,
	    0, WH_K_CALLBACK, WH_B_TAKEN },
	{ WH_A_RETURN, "return", "退单", "return", "case-log",
	    HELD, AT(RETURNED), WH_N_REASON, 0, NULL,
	    0, HANDLING_CLOCKS, WH_B_TAKEN },
	{ WH_A_EXTEND, "extend", "申请延期", "ask for an extension",
	    "case-log",
	    HELD, 0, WH_N_REASON, 0, NULL,
	    0, 0, WH_B_TAKEN },
	{ WH_A_HANG, "hang", "申请挂账", "ask to hang it", "case-log",
	    HELD, 0, WH_N_REASON | WH_N_UNTIL, 0, NULL,
	    0, 0, WH_B_TAKEN },
	{ WH_A_APPEAL, "appeal", "申诉", "appeal", "case-log",
	    AT(CLOSED), 0, WH_N_REASON, 0, NULL,
	    0, 0, WH_B_TAKEN },
	{ WH_A_GRANT, "grant", "同意", "grant a request", "case-log",
	    HELD | AT(CLOSED), HELD | AT(CLOSED) | AT(SUSPENDED),
	    0, WH_N_VALUE, REQUESTS,
	    WH_K_HANG, 0, WH_B_TAKEN },
	{ WH_A_DENY, "deny", "不同意", "deny a request", "case-log",
	    HELD | AT(CLOSED), 0, WH_N_REASON, WH_N_VALUE, REQUESTS,
	    0, 0, WH_B_TAKEN },
	{ WH_A_RESUME, "resume", "销账", "resume", "case-log",
	    AT(SUSPENDED), HELD, 0, 0, NULL,
	    0, WH_K_HANG, WH_B_TAKEN },
	{ WH_A_RECOMPUTE, "recompute", "重算时限", "recompute the deadline",
	    "grid-load",
	    OPEN, 0, 0, 0, NULL,
	    0, 0, WH_B_NEVER },
	{ WH_A_REOPEN, "reopen", "重新立案", "reopen", "case-log",
	    AT(CLOSED) | AT(NOT_FILED), AT(PENDING_DISPATCH),
	    WH_N_REASON, 0, NULL,
	    WH_K_REPLY, WH_K_CALLBACK, WH_B_TAKEN },
	{ WH_A_TAKEBACK, "takeback", "撤销", "take the last act back",
	    "case-log",
	    KEPT, 0, WH_N_REASON, WH_N_VALUE, NULL,
	    0, 0, WH_B_NEVER },
	{ WH_A_EXERCISE, "exercise", "行使权力", "exercise a power",
	    "case-log",
	    OPEN | AT(CLOSED), 0, WH_N_VALUE, 0, NULL,
	    0, 0, WH_B_TAKEN },
	{ WH_A_NOTE, "note", "备注", "note", "case-log",
	    KEPT, 0, WH_N_TEXT, 0, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_AMEND, "amend", "更正", "amend", "case-log",
	    KEPT, 0, WH_N_FIELD, WH_N_VALUE, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_VOID, "void", "作废", "void", "case-log",
	    KEPT, AT(CANCELLED), WH_N_REASON, 0, NULL,
	    0, WH_K_ALL, WH_B_NEVER },
	{ WH_A_LINK, "link", "关联", "link", "case-log",
	    OPEN | AT(CLOSED), 0, WH_N_VALUE | WH_N_OTHER, 0, LINK_KINDS,
	    0, 0, WH_B_PASSED },
	{ WH_A_UNLINK, "unlink", "取消关联", "unlink", "case-log",
	    KEPT | AT(CANCELLED), 0,
	    WH_N_REASON | WH_N_VALUE | WH_N_OTHER, 0, LINK_KINDS,
	    0, 0, WH_B_PASSED },
	{ WH_A_SCREEN, "screen", "联席审定", "screen by joint meeting",
	    "case-escalate",
	    OPEN, 0, WH_N_VALUE, 0, "in out",
	    0, 0, WH_B_NEVER },
	{ WH_A_RAISE, "raise", "吹哨", "blow the whistle", "case-escalate",
	    WAITING | HELD, 0, WH_N_VALUE | WH_N_WHISTLE, WH_N_UNIT, NULL,
	    WH_K_FINISH, 0, WH_B_NEVER },
	{ WH_A_SUMMON, "summon", "召集", "summon", "case-escalate",
	    OPEN, 0, WH_N_UNIT | WH_N_WHISTLE, 0, NULL,
	    SEAT_CLOCKS, 0, WH_B_NEVER },
	{ WH_A_ANSWER, "answer", "应哨", "sign for the whistle",
	    "case-escalate",
	    OPEN, 0, WH_N_UNIT | WH_N_WHISTLE, 0, NULL,
	    0, WH_K_SIGN, WH_B_NEVER },
	{ WH_A_CONTACT, "contact", "对接", "contact who blew",
	    "case-escalate",
	    OPEN, 0, WH_N_UNIT | WH_N_WHISTLE, 0, NULL,
	    0, WH_K_SIGN | WH_K_CONTACT, WH_B_NEVER },
	{ WH_A_ARRIVE, "arrive", "报到", "arrive", "case-escalate",
	    OPEN, 0, WH_N_UNIT | WH_N_WHISTLE, 0, NULL,
	    0, SEAT_CLOCKS, WH_B_NEVER },
	{ WH_A_MEET, "meet", "联合会诊", "joint meeting", "case-escalate",
	    OPEN, 0, WH_N_TEXT | WH_N_WHISTLE, WH_N_UNIT, NULL,
	    0, 0, WH_B_NEVER },
	{ WH_A_TEAM, "team", "组建综合执法组", "open a joint team",
	    "case-escalate",
	    OPEN, 0, WH_N_WHISTLE, WH_N_UNIT, NULL,
	    0, 0, WH_B_NEVER },
	{ WH_A_DISBAND, "disband", "撤销综合执法组", "close the joint team",
	    "case-escalate",
	    KEPT | AT(CANCELLED), 0, WH_N_WHISTLE, 0, NULL,
	    0, 0, WH_B_NEVER },
	{ WH_A_ACCEPT, "accept", "验收", "accept", "case-escalate",
	    OPEN, 0, WH_N_WHISTLE, WH_N_VALUE, NULL,
	    0, SEAT_CLOCKS | WH_K_FINISH, WH_B_NEVER },
	{ WH_A_REJECT, "reject", "验收不通过", "reject", "case-escalate",
	    OPEN, 0, WH_N_REASON | WH_N_WHISTLE, 0, NULL,
	    0, 0, WH_B_NEVER },
	{ WH_A_WITHDRAW, "withdraw", "撤哨", "withdraw the whistle",
	    "case-escalate",
	    OPEN, 0, WH_N_REASON | WH_N_WHISTLE, 0, NULL,
	    0, SEAT_CLOCKS | WH_K_FINISH, WH_B_NEVER },
	{ WH_A_EXCUSE, "excuse", "准予免到", "excuse a unit",
	    "case-escalate",
	    OPEN, 0, WH_N_UNIT | WH_N_REASON | WH_N_WHISTLE, 0, NULL,
	    0, SEAT_CLOCKS, WH_B_NEVER },
	{ WH_A_RELEASE, "release", "撤离", "release", "case-escalate",
	    KEPT | AT(CANCELLED), 0, WH_N_UNIT | WH_N_WHISTLE, 0, NULL,
	    0, 0, WH_B_NEVER },
	{ WH_A_SCORE, "score", "双向评价", "score", "case-escalate",
	    OPEN | AT(CLOSED), 0,
	    WH_N_UNIT | WH_N_VALUE | WH_N_WHISTLE, 0, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_DIFFICULT, "difficult", "难点上报", "report a difficult issue",
	    "case-escalate",
	    OPEN, 0, WH_N_TEXT, 0, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_CLIMB, "climb", "响应升级", "put on a rung of response",
	    "case-escalate",
	    OPEN, 0, WH_N_VALUE, 0, NULL,
	    0, 0, WH_B_NEVER },
	{ WH_A_LEDGER, "ledger", "台账管理", "enter in the ledger",
	    "case-escalate",
	    OPEN | AT(CLOSED), 0, WH_N_TEXT, 0, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_CONSULT, "consult", "协调会商", "consult", "case-escalate",
	    OPEN | AT(CLOSED), 0, WH_N_TEXT, WH_N_UNIT, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_ACCOUNT, "account", "责任追究", "hold to account",
	    "case-escalate",
	    OPEN | AT(CLOSED), 0, WH_N_TEXT, WH_N_UNIT, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_URGE, "urge", "催办", "urge", "case-escalate",
	    OPEN | AT(CLOSED), 0, 0, WH_N_UNIT, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_LETTER, "letter", "函告督办", "letter of supervision",
	    "case-escalate",
	    OPEN | AT(CLOSED), 0, 0, WH_N_UNIT | WH_N_VALUE | WH_N_UNTIL, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_REMIND, "remind", "临期提醒", "remind", "case-escalate",
	    OPEN | AT(CLOSED), 0, 0, WH_N_UNIT, NULL,
	    0, 0, WH_B_PASSED },
	{ WH_A_RESPOND, "respond", "督办回函", "reply to a letter",
	    "case-escalate",
	    KEPT | AT(CANCELLED), 0, WH_N_TEXT, WH_N_VALUE, NULL,
	    0, 0, WH_B_PASSED },
};
const size_t wh_nacts = sizeof(wh_acts) / sizeof(wh_acts[0]);

/* The act of this word, or NULL. */
const struct wh_act *
wh_act_find(const char *code)
{
	size_t	i;

	for (i = 0; i < wh_nacts; i++)
		if (strcmp(wh_acts[i].code, code) == 0)
			return &wh_acts[i];
	return NULL;
}

/* The act of this id, or NULL. */
const struct wh_act *
wh_act_by_id(int64_t id)
{
	size_t	i;

	for (i = 0; i < wh_nacts; i++)
		if (wh_acts[i].id == id)
			return &wh_acts[i];
	return NULL;
}

/* The word of an act, "?" if there is none. */
const char *
wh_act_code(int64_t id)
{
	const struct wh_act	*a = wh_act_by_id(id);

	return a != NULL ? a->code : "?";
}

/* Does it give the case to a unit, with a limit? */
bool
wh_act_dispatches(int64_t id)
{
	return id == WH_A_DISPATCH || id == WH_A_PASS;
}

/* The word of a state, "?" if there is none. */
const char *
wh_state_code(int64_t id)
{
	size_t	i;

	for (i = 0; i < STATES; i++)
		if (states[i].id == id)
			return states[i].code;
	return "?";
}

/* The state of this word, or 0. */
int64_t
wh_state_find(const char *code)
{
	size_t	i;

	for (i = 0; i < STATES; i++)
		if (strcmp(states[i].code, code) == 0)
			return states[i].id;
	return 0;
}

/*
 * The words of the states in mask (1 << state), in their order, with sep
 * between them; all of them if mask is 0.
 */
void
wh_state_words(struct wh_buf *b, uint64_t mask, const char *sep)
{
	size_t	i;
	bool	any = false;

	for (i = 0; i < STATES; i++)
		if (mask == 0 || mask >> states[i].id & 1) {
			wh_buf_printf(b, "%s%s", any ? sep : "",
			    states[i].code);
			any = true;
		}
}

/* The same for people: one word for all states that are open. */
void
wh_state_list(struct wh_buf *b, uint64_t mask)
{
	if ((mask & OPEN) == OPEN) {
		wh_buf_puts(b, "open");
		mask &= ~OPEN;
		if (mask == 0)
			return;
		wh_buf_puts(b, ", ");
	}
	wh_state_words(b, mask, ", ");
}

/*
 * Make the tables state and act say what the program knows.  To be called
 * inside a transaction.
 */
bool
wh_install_words(struct wh *w)
{
	size_t	i;

	for (i = 0; i < STATES; i++)
		wh_run(w, "INSERT INTO state VALUES (?, ?, ?, ?, ?)",
		    "ittti", (int64_t)states[i].id, states[i].code,
		    states[i].zh, states[i].en,
		    (int64_t)(states[i].id < WH_S_ENDED));
	for (i = 0; i < wh_nacts; i++)
		wh_run(w, "INSERT INTO act VALUES (?, ?, ?, ?)", "ittt",
		    (int64_t)wh_acts[i].id, wh_acts[i].code, wh_acts[i].zh,
		    wh_acts[i].en);
	return w->err.status == WH_OK;
}
