package com.pickatime.simulator.records;

/** Anything that a OneRoster collection lists. */
public sealed interface Entity
        permits AcademicSession, Course, Demographics, Enrollment, Org, RoledUser, SchoolClass, User {

    Base base();
}
