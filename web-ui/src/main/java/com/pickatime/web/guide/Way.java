package com.pickatime.web.guide;

import static com.pickatime.web.guide.Step.BIRTH_DATES;
import static com.pickatime.web.guide.Step.CLEAR;
import static com.pickatime.web.guide.Step.CONNECTION;
import static com.pickatime.web.guide.Step.DECIDE;
import static com.pickatime.web.guide.Step.EVENTS_DELETED;
import static com.pickatime.web.guide.Step.EVENT_MADE;
import static com.pickatime.web.guide.Step.HELD;
import static com.pickatime.web.guide.Step.IMPORT;
import static com.pickatime.web.guide.Step.IMPORT_AGAIN;
import static com.pickatime.web.guide.Step.PAIRS;
import static com.pickatime.web.guide.Step.PARENTS_TOLD;
import static com.pickatime.web.guide.Step.REPORT;
import static com.pickatime.web.guide.Step.REPORTS_EXPORTED;
import static com.pickatime.web.guide.Step.SIGN_ON;

import java.util.List;

/** What becomes of the accounts that are there, with the steps to it in their order. */
enum Way {
    ADOPT(
            CONNECTION,
            HELD,
            DECIDE,
            IMPORT,
            REPORT,
            PAIRS,
            Step.ADOPT,
            IMPORT_AGAIN,
            BIRTH_DATES,
            SIGN_ON,
            PARENTS_TOLD),
    CLEAR_FIRST(
            CONNECTION,
            HELD,
            DECIDE,
            EVENT_MADE,
            REPORTS_EXPORTED,
            EVENTS_DELETED,
            CLEAR,
            IMPORT,
            BIRTH_DATES,
            SIGN_ON,
            PARENTS_TOLD);

    private final List<Step> steps;

    Way(Step... steps) {
        this.steps = List.of(steps);
    }

    List<Step> steps() {
        return steps;
    }

    public Way other() {
        return this == ADOPT ? CLEAR_FIRST : ADOPT;
    }
}
