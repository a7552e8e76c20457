package com.pickatime.conferences.booking;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Why somebody gets no appointment, in words that say what to do. */
enum BookingRefusal {
    CLOSED("The online scheduler is closed."),
    NOT_BOOKABLE("This time cannot be booked online. Choose another one, or ask the school."),
    OVER("This time is over. Choose another one."),
    NOT_YOUR_CHILD("This student is not linked to you. Add the student to your children first."),
    NOT_THE_TEACHER("This teacher has no class with this student. Choose a time of one of the student's teachers."),
    FULL("Somebody else has just taken this time. Choose another one."),
    OVERLAPS("You have another appointment at this time. Choose another time, or cancel that one first."),
    BACK_TO_BACK(
            "You have another appointment that ends or begins at this moment, and the school wants a break between them."
                    + " Choose another time."),
    ONE_PER_TEACHER("There is an appointment with this teacher for this student already."),
    ONE_PER_CLASS("You have an appointment for this class already."),
    MOST("You have as many appointments as one may have at this event. Cancel one first."),
    MOST_PER_TEACHER_AND_DAY(
            "You have as many appointments with this teacher on this day as one may have. Choose another day."),
    EXPIRED("The time to decide is over, and the place was given back. Choose a time again."),
    LATE("");

    private final String words;

    BookingRefusal(String words) {
        this.words = words;
    }

    /** A 409 problem with a {@link BookingRefusal} as its {@code reason}. */
    static final class Problem extends ErrorResponseException {

        private static final long serialVersionUID = 1L;

        private final BookingRefusal reason;

        private Problem(BookingRefusal reason, ProblemDetail detail) {
            super(HttpStatus.CONFLICT, detail, null);
            this.reason = reason;
            detail.setProperty("reason", reason.name());
        }

        BookingRefusal reason() {
            return reason;
        }
    }

    Problem problem() {
        return problem(words);
    }

    Problem problem(String said) {
        return new Problem(this, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, said));
    }
}
