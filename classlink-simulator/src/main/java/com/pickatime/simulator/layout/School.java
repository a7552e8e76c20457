package com.pickatime.simulator.layout;

/**
 * One school: its kind and its teachers.
 *
 * @param title as it ends the school's name
 * @param firstGrade 0 is kindergarten
 * @param firstStudent index of its first student
 * @param firstClass index of its first class
 * @param firstTeacher index of its first teacher
 * @param teachers how many, at least 2, so that any class can be taught by two
 */
public record School(String title, int firstGrade, int firstStudent, int firstClass, int firstTeacher, int teachers) {

    /** The teacher who leads the given class of this school. */
    int leadTeacher(int classIndex) {
        return firstTeacher + (classIndex - firstClass) % teachers;
    }

    /** The one who joins when the class is co-taught; never the lead. */
    int secondTeacher(int classIndex) {
        return firstTeacher + (classIndex - firstClass + 1) % teachers;
    }
}
