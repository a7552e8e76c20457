package com.pickatime.simulator.district;

import com.pickatime.simulator.layout.SchoolYear;
import com.pickatime.simulator.people.Blueprint;
import com.pickatime.simulator.people.Guardians;
import com.pickatime.simulator.people.Staff;
import com.pickatime.simulator.people.Students;
import com.pickatime.simulator.tables.Collection;
import com.pickatime.simulator.tables.RecordTable;
import com.pickatime.simulator.tables.RecordTables;
import com.pickatime.simulator.tables.Relations;

/** A school district: a pure function of its settings and its school year, with no record kept that can be computed. */
public final class District {

    private final Blueprint blueprint;
    private final RecordTables tables;

    /** Generates a district for a school year. */
    public District(DistrictSettings settings, SchoolYear year) {
        blueprint = Blueprint.of(settings.students(), settings.seed(), year);
        tables = new RecordTables(blueprint, settings.districtName());
    }

    /** The truth about the district as it was generated; goes through all of it, so not for an event loop. */
    public DistrictFacts facts() {
        return new Roster(this, Edits.NONE).facts();
    }

    /** The records of one collection, in the order of their sourcedIds. */
    public RecordTable table(Collection collection) {
        return tables.get(collection);
    }

    /** What belongs to what. */
    public Relations relations() {
        return tables.relations();
    }

    /** Whether anybody has this sourcedId. */
    public boolean hasPerson(String sourcedId) {
        return table(Collection.USERS).indexOf(sourcedId) >= 0;
    }

    /** Whether an organisation has this sourcedId. */
    public boolean hasOrg(String sourcedId) {
        return table(Collection.ORGS).indexOf(sourcedId) >= 0;
    }

    Students students() {
        return new Students(blueprint);
    }

    Guardians guardians() {
        return new Guardians(blueprint, new Staff(blueprint));
    }

    Blueprint blueprint() {
        return blueprint;
    }
}
