package com.pickatime.simulator.people;

import com.pickatime.simulator.layout.Noise;
import com.pickatime.simulator.layout.SchoolYear;
import com.pickatime.simulator.layout.Schools;

/** All that a district is computed from. */
public record Blueprint(Noise noise, SchoolYear year, Schools schools, Families families, SourcedIds ids) {

    /**
     * Plans a district.
     *
     * @param students how many, at least 1
     * @param seed another seed gives other names, dates and families
     */
    public static Blueprint of(int students, long seed, SchoolYear year) {
        var noise = new Noise(seed);
        var schools = new Schools(students);
        return new Blueprint(
                noise,
                year,
                schools,
                new Families(students, noise),
                new SourcedIds(noise, schools.teachers() + Staff.former(schools)));
    }
}
