/*
 * width.h - the width of one character, for text and tables.
 */
#ifndef WH_WIDTH_H
#define WH_WIDTH_H

#include <stddef.h>
#include <stdint.h>

size_t	 wh_cp_width(uint32_t);

#endif
