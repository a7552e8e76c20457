package com.pickatime.simulator.people;

import com.pickatime.simulator.layout.SchoolYear;
import com.pickatime.simulator.layout.Schools;
import com.pickatime.simulator.layout.SeededRandom;

/** All that a district is computed from. */
public record Blueprint(SeededRandom random, SchoolYear year, Schools schools, Families families, SourcedIds ids) {

    /**
     * Plans a district.
     *
     * @param students how many, at least 1
     * @param seed another seed gives other names, dates and families
     */
    public static Blueprint of(int students, long seed, SchoolYear year) {
        var random = new SeededRandom(seed);
        var schools = new Schools(students);
        return new Blueprint(
                random,
                year,
                schools,
                new Families(students, random),
                new SourcedIds(random, schools.teachers() + Staff.former(schools)));
    }
}
