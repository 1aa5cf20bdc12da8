/*
 * revert.c
 */
#include "case/case.h"
