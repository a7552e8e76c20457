package com.pickatime.imports.csv;

import com.pickatime.imports.source.RosterIncompleteException;
import java.util.Locale;

/** What can be wrong with a zip as a whole, in words for the person who made it. */
final class Incomplete {

    private Incomplete() {}

    static RosterIncompleteException noZip() {
        return new RosterIncompleteException(
                "NOT_A_ZIP",
                "The upload is no zip archive that can be opened. Export the OneRoster CSV files as one .zip and upload"
                        + " that.");
    }

    static RosterIncompleteException tooLarge() {
        return new RosterIncompleteException(
                "ZIP_TOO_LARGE",
                "The zip holds more files, or more data, than a roster can. Upload the OneRoster CSV files and nothing"
                        + " else.");
    }

    static RosterIncompleteException tooManyRows(String fileName, long most) {
        return new RosterIncompleteException(
                "FILE_TOO_LONG",
                String.format(
                        Locale.ENGLISH,
                        "%s has more than %,d rows, and no district has that many. Look whether the export repeats its"
                                + " rows, and upload it anew.",
                        fileName,
                        most));
    }

    static RosterIncompleteException missing(CsvFile file) {
        return new RosterIncompleteException(
                "FILE_MISSING",
                "The zip holds no " + file.fileName() + ". Expected are orgs.csv, classes.csv, users.csv and"
                        + " enrollments.csv, and best also academicSessions.csv, courses.csv and demographics.csv; the"
                        + " manifest must not call a file bulk that is not there.");
    }

    static RosterIncompleteException twice(String fileName) {
        return new RosterIncompleteException(
                "FILE_TWICE", "The zip holds " + fileName + " twice. Leave in the one that shall count.");
    }

    static RosterIncompleteException delta(String fileName) {
        return new RosterIncompleteException(
                "DELTA_NOT_SUPPORTED",
                "The manifest calls " + fileName + " a delta file, which is not supported yet. Export all files as"
                        + " bulk.");
    }

    static RosterIncompleteException withoutColumn(String fileName, String column) {
        return new RosterIncompleteException(
                "COLUMN_MISSING",
                fileName + " has no column " + column
                        + ". Its first line must hold the column names of OneRoster 1.1 or" + " 1.2.");
    }

    static RosterIncompleteException columnTwice(String fileName, String column) {
        return new RosterIncompleteException(
                "COLUMN_TWICE",
                fileName + " has the column " + column + " twice, so it is not clear which one counts.");
    }

    static RosterIncompleteException notUtf8(String fileName) {
        return new RosterIncompleteException(
                "NOT_UTF_8", fileName + " is not encoded in UTF-8. Save it as CSV UTF-8 and upload it again.");
    }

    static RosterIncompleteException unreadable(String fileName, long lastLine) {
        return new RosterIncompleteException(
                "FILE_UNREADABLE",
                fileName + " cannot be read beyond the row of line " + lastLine
                        + ". Look there for a quotation mark that is not closed, or not doubled.");
    }
}
