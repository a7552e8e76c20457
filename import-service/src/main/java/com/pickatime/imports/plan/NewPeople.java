package com.pickatime.imports.plan;

import com.pickatime.events.RecordType;
import com.pickatime.imports.plan.staging.result.Plan;
import java.util.List;
import java.util.Locale;

/**
 * Stops changes alone that would bring a second contact of many people: when everybody gets another sourcedId, they tell of the
 * new ones and not that the old ones are gone.
 */
public final class NewPeople {

    private static final int PERCENT = 10;
    private static final int COUNT = 20;

    private NewPeople() {}

    /**
     * Why the plan must not be carried out unapproved, in words for an administrator; empty when it may.
     *
     * @param importAll how everything is imported where this roster is read, as the beginning of a sentence
     */
    public static List<String> reasons(Plan plan, String importAll) {
        var people = plan.of(RecordType.PERSON);
        boolean many = people.added() > COUNT && people.added() * 100 > people.stored() * PERCENT;
        return many
                ? List.of(String.format(
                        Locale.ENGLISH,
                        "%,d people would be added to the %,d that there are. Changes alone do not tell who is gone: if these are"
                                + " the same people with other sourcedIds, each would be there twice. %s,"
                                + " which shows both sides, or approve this one if they are new.",
                        people.added(),
                        people.stored(),
                        importAll))
                : List.of();
    }
}
