package com.pickatime.contacts.links;

import com.pickatime.contacts.directory.RosterOrigins.Origin;

/** Why a try came to nothing, for administrators; a parent is told the same whatever it is. */
enum Cause {
    UNKNOWN_STUDENT(
            "No student has what the parent entered.",
            "Compare the StudentID, or the first and last name, with the student's contact. Link settings say which of them"
                    + " parents are asked for."),
    AMBIGUOUS_STUDENT(
            "Several students have what the parent entered.",
            "Attach the student to the parent yourself, or let parents name students by something that tells them apart; see"
                    + " link settings."),
    QUARANTINED(
            "The roster gave this student's source ID another name and another birth date, and nobody has decided yet who it is.",
            "Decide whether it is the same person. Nothing of the contact counts until then."),
    NOT_ACTIVE(
            "The student is not in the roster any more, or was removed here.",
            "If the student still attends, mend the roster and import again, or restore the contact where somebody removed"
                    + " it here."),
    NO_BIRTH_DATE(
            "No birth date of this student is known, so nobody can link to the student.",
            "A birth date that your student information system or your own files lack has to be entered there."),
    LOCKED(
            "There were too many failed tries, so this one was not looked at.",
            "Wait until the lock ends, attach the student to the parent yourself, or raise the budget in link settings."),
    WRONG_VALUE(
            "The student exists, and the birth date that the parent entered is another one.",
            "Compare the birth date in the roster with the family's papers. Link settings say in which order parents write day"
                    + " and month."),
    NO_SECOND_PROOF(
            "Student and birth date are right, and the second proof is missing that link settings ask for.",
            "If this is the student's parent, let the roster say so, or attach the student to the parent yourself.");

    private final String means;
    private final String cure;

    Cause(String means, String cure) {
        this.means = means;
        this.cure = cure;
    }

    String means() {
        return means;
    }

    /** At a business whose roster is read there. */
    String cure(Origin origin) {
        return this == NO_BIRTH_DATE ? ShareBirthDates.words(origin) + ' ' + cure : cure;
    }
}
