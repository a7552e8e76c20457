package com.pickatime.conferences.booking;

/** Why an appointment does not fit any more. It stays until somebody decides, and fits again by itself when the reason is gone. */
public enum Problem {
    /** The teacher's contact does not count: the roster has it no more, or it was removed or quarantined. */
    TEACHER_GONE,
    /** The same of the parent's. */
    PARENT_GONE,
    /** The same of the student's. */
    STUDENT_GONE,
    /** The student is not the parent's child any more; not asked where an administrator booked. */
    NOT_YOUR_CHILD,
    /** The teacher has no class with the student any more; not asked where an administrator booked. */
    NOT_THE_TEACHER,
    /** The slot was deleted. */
    SLOT_DELETED,
    /** The slot is unavailable: the teacher cannot come. */
    SLOT_UNAVAILABLE,
    /** The slot has fewer places now, and those who booked before have them. */
    OVERBOOKED,
    /** The parent has another appointment of the event at this time, since two contacts turned out to be one. */
    OVERLAPS,
    /** The child has another appointment with the teacher, and the event's rules say one. */
    ONE_PER_TEACHER
}
