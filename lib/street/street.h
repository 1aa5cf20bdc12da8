/*
 * street.h - what happens on the streets: roads, posts, staffing.
 */
#ifndef WH_STREET_H
#define WH_STREET_H

#include "grid/grid.h"

#endif
