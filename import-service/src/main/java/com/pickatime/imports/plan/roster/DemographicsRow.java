package com.pickatime.imports.plan.roster;

import com.pickatime.events.RecordType;
import java.time.LocalDate;

/** A student's birth date, the security value by which parents find their child. */
public record DemographicsRow(String sourceId, LocalDate birthDate) implements RosterRow {

    @Override
    public RecordType type() {
        return RecordType.DEMOGRAPHICS;
    }

    /** Names no birth date. */
    @Override
    public String toString() {
        return "DemographicsRow[sourceId=" + sourceId + "]";
    }
}
