package com.pickatime.contacts.adoption;

/** What speaks against two contacts being one person. */
enum Objection {
    OTHER_BIRTH_DATE,
    OTHER_NAME,
    OTHER_EMAIL,
    OTHER_SCHOOL,
    OTHER_GRADE,
    /** One of the two may be somebody else as well. */
    ANOTHER_CANDIDATE
}
