package com.pickatime.web.guide;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A step of a switch: where it is done, and which fact tells that it was. */
enum Step {
    CONNECTION(
            "/importer",
            facts -> facts.connection().isPresent(),
            facts -> facts.connection()
                    .filter(connection -> "ACTIVE".equals(connection.state()))
                    .isPresent()),
    /** The first import came, and waits because of the accounts that are there. */
    HELD(
            "/importer",
            facts -> facts.runs().isPresent(),
            facts -> facts.held() != null || facts.first().decision() != null || facts.isImported()),
    DECIDE("/importer/existing", facts -> true, facts -> facts.first().decision() != null),
    IMPORT(Step::heldImport, facts -> facts.runs().isPresent(), Facts::isImported, Facts::isImporting),
    REPORT(
            facts -> "/importer/existing#report",
            facts -> facts.adoption().isPresent(),
            facts -> facts.isImported()
                    && facts.adopted().isReported()
                    && !facts.adopted().isUnderWay("REPORT", "TRUSTED"),
            facts -> facts.adopted().isUnderWay("REPORT", "TRUSTED")),
    PAIRS(
            "/importer/existing",
            facts -> facts.adoption().isPresent(),
            facts -> REPORT.done.test(facts)
                    && facts.adopted().decided("PROPOSED") == 0
                    && facts.adopted().decided("UNDECIDED") == 0),
    ADOPT(
            facts -> "/importer/existing/adoption",
            facts -> facts.adoption().isPresent(),
            facts -> PAIRS.done.test(facts)
                    && facts.adopted().decided("ACCEPTED") == 0
                    && !facts.adopted().isUnderWay("ADOPT"),
            facts -> facts.adopted().isUnderWay("ADOPT", "TRUSTED")),
    /** From then on what an import compares is exact again. */
    IMPORT_AGAIN(
            facts -> "/importer",
            facts -> facts.runs().isPresent() && facts.adoption().isPresent(),
            facts -> ADOPT.done.test(facts)
                    && (facts.adopted().adoptedAt() == null
                            || facts.isImportedSince(facts.adopted().adoptedAt())),
            facts -> ADOPT.done.test(facts) && facts.isImporting()),
    EVENT_MADE("/events"),
    REPORTS_EXPORTED("/reports"),
    /** Whoever has none to delete ticks it. */
    EVENTS_DELETED(
            "/events/deletions",
            facts -> facts.deletions().stream().flatMap(List::stream).anyMatch(Facts.Deletion::isDone)),
    CLEAR(
            facts -> "/global-setup/contacts",
            facts -> facts.clearings().isPresent(),
            facts -> facts.first().decision() != null && facts.first().clearable() == 0,
            facts -> facts.clearings().stream().flatMap(List::stream).anyMatch(Facts.Clearing::isUnderWay)),
    BIRTH_DATES(
            "/contacts?role=STUDENT&only=MISSING_BIRTH_DATE",
            facts -> facts.runs().isPresent()
                    && (!facts.isImported() || facts.birthDates().isPresent()),
            facts -> facts.birthDates()
                    .filter(Facts.BirthDates::readyToInviteParents)
                    .isPresent()),
    SIGN_ON(
            "/global-setup/business",
            facts -> facts.signOn().isPresent(),
            facts -> facts.signOn().filter(Facts.SignOn::isSetUp).isPresent()),
    PARENTS_TOLD("");

    private final Function<Facts, String> page;
    private final Predicate<Facts> known;
    private final Predicate<Facts> done;
    private final Predicate<Facts> underWay;
    private final boolean byHand;

    /** One that nobody here can know. */
    Step(String page) {
        this(page, facts -> false);
    }

    /**
     * One that whoever did it ticks.
     *
     * @param page where it is done; empty for none
     * @param done what tells for sure that it was
     */
    Step(String page, Predicate<Facts> done) {
        this.page = facts -> page;
        this.known = facts -> true;
        this.done = facts -> facts.isTicked(this) || done.test(facts);
        this.underWay = facts -> false;
        this.byHand = true;
    }

    Step(String page, Predicate<Facts> known, Predicate<Facts> done) {
        this(facts -> page, known, done, facts -> false);
    }

    Step(Function<Facts, String> page, Predicate<Facts> known, Predicate<Facts> done, Predicate<Facts> underWay) {
        this.page = page;
        this.known = known;
        this.done = done;
        this.underWay = underWay;
        this.byHand = false;
    }

    private static String heldImport(Facts facts) {
        var held = facts.held();
        return held == null ? "/importer" : "/importer/" + held.importId();
    }

    /** How a step stands. */
    enum State {
        DONE,
        UNDER_WAY,
        /** The first one that is not done. */
        NOW,
        LATER,
        /** Who would know does not answer. */
        UNKNOWN
    }

    /**
     * A step as it is shown.
     *
     * @param page where it is done; empty for one that is done elsewhere
     * @param byHand whether it is ticked by whoever did it
     */
    record Shown(Step step, State state, String page, boolean byHand) {

        public boolean isDone() {
            return state == State.DONE;
        }

        public boolean isOpen() {
            return state == State.NOW || state == State.UNDER_WAY || state == State.UNKNOWN;
        }
    }

    /** @param earlierDone whether all steps before it are done */
    Shown shown(Facts facts, boolean earlierDone) {
        return new Shown(this, state(facts, earlierDone), page.apply(facts), byHand);
    }

    private State state(Facts facts, boolean earlierDone) {
        if (!known.test(facts)) {
            return State.UNKNOWN;
        }
        if (done.test(facts)) {
            return State.DONE;
        }
        if (underWay.test(facts)) {
            return State.UNDER_WAY;
        }
        return earlierDone ? State.NOW : State.LATER;
    }

    boolean isByHand() {
        return byHand;
    }
}
