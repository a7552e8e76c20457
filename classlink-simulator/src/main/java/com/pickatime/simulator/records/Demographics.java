package com.pickatime.simulator.records;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What a student was born with.
 *
 * @param base its sourcedId is the student's own
 * @param birth date and place of birth
 * @param ethnicity not collected by this district
 * @param publicSchoolResidenceStatus not collected by this district
 */
public record Demographics(
        @JsonUnwrapped Base base,
        @JsonUnwrapped Birth birth,
        @JsonUnwrapped Ethnicity ethnicity,
        String publicSchoolResidenceStatus)
        implements Entity {

    private static final int STUDENTS_TO_ONE_WITHOUT_SEX = 29;

    /**
     * Date and place of birth.
     *
     * @param birthDate {@code yyyy-MM-dd}, or empty
     */
    public record Birth(
            String birthDate,
            String sex,
            String countryOfBirthCode,
            String stateOfBirthAbbreviation,
            String cityOfBirth) {}

    /** Booleans, but as strings. */
    public record Ethnicity(
            String americanIndianOrAlaskaNative,
            String asian,
            String blackOrAfricanAmerican,
            String nativeHawaiianOrOtherPacificIslander,
            String white,
            String demographicRaceTwoOrMoreRaces,
            String hispanicOrLatinoEthnicity) {

        /** What a district sends that does not collect them. */
        public static final Ethnicity NOT_COLLECTED = new Ethnicity("", "", "", "", "", "", "");
    }

    /** OneRoster 1.2 knows more than two; the same few students are asked in vain each time. */
    Demographics withSexOfVersion12() {
        int draw = Math.floorMod(base.sourcedId().hashCode(), STUDENTS_TO_ONE_WITHOUT_SEX);
        return draw > 1
                ? this
                : new Demographics(
                        base,
                        new Birth(
                                birth.birthDate(),
                                draw == 0 ? "unspecified" : "other",
                                birth.countryOfBirthCode(),
                                birth.stateOfBirthAbbreviation(),
                                birth.cityOfBirth()),
                        ethnicity,
                        publicSchoolResidenceStatus);
    }

    /** The same student with another birth date. */
    public Demographics bornOn(String birthDate) {
        var changed = new Birth(
                birthDate,
                birth.sex(),
                birth.countryOfBirthCode(),
                birth.stateOfBirthAbbreviation(),
                birth.cityOfBirth());
        return new Demographics(base, changed, ethnicity, publicSchoolResidenceStatus);
    }

    /** The same record, modified at another time. */
    public Demographics withBase(Base newBase) {
        return new Demographics(newBase, birth, ethnicity, publicSchoolResidenceStatus);
    }
}
