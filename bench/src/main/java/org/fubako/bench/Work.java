package org.fubako.bench;

/** The rows that can be measured; on the command line in lower case with hyphens. */
enum Work {
    PUT_LARGE,
    GET_LARGE,
    RANGE,
    PUT_SMALL,
    GET_SMALL,
    LIST,
    TREE,
    MIXED,
    GROWTH,
    HEAP;

    /** Done when nothing is chosen; growth takes many minutes. */
    boolean standard() {
        return this != GROWTH;
    }
}
