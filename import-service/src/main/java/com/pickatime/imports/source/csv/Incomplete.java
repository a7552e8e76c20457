package com.pickatime.imports.source.csv;

import com.pickatime.imports.source.RosterIncompleteException;
import java.util.Locale;

/** What can be wrong with a zip as a whole, in words for the person who made it. Quotes nothing of the files. */
final class Incomplete {

    private Incomplete() {}

    static RosterIncompleteException noZip() {
        return new RosterIncompleteException(
                "NOT_A_ZIP",
                "The upload is no zip archive that can be opened. Export the OneRoster CSV files as one .zip and upload"
                        + " that.");
    }

    static RosterIncompleteException cutOff() {
        return new RosterIncompleteException(
                "ZIP_CUT_OFF",
                "The zip breaks off before its end. Check that it opens on your computer, then upload it again.");
    }

    static RosterIncompleteException encrypted() {
        return new RosterIncompleteException(
                "ZIP_ENCRYPTED",
                "The zip is protected by a password. Make it again without one and upload that; the upload itself is"
                        + " encrypted on its way.");
    }

    static RosterIncompleteException packedOtherwise(String method) {
        return new RosterIncompleteException(
                "ZIP_METHOD",
                "The zip is packed with " + method
                        + ", which cannot be read. Make it again with the method Deflate, for"
                        + " instance with 7-Zip (Archive format zip, Compression method Deflate) or PowerShell's"
                        + " Compress-Archive.");
    }

    static RosterIncompleteException corrupt(String fileName) {
        return new RosterIncompleteException(
                "ZIP_DAMAGED",
                fileName
                        + " is damaged within the zip. Make the zip again, check that it opens on your computer, and upload"
                        + " it.");
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
                        + " enrollments.csv, and best also academicSessions.csv, courses.csv and demographics.csv.");
    }

    static RosterIncompleteException promised(CsvFile file) {
        return new RosterIncompleteException(
                "FILE_MISSING",
                "The zip holds no " + file.fileName()
                        + ", though its manifest.csv calls it bulk. Add the file, or set file." + file.property()
                        + " to absent in manifest.csv.");
    }

    static RosterIncompleteException denied(CsvFile file) {
        return new RosterIncompleteException(
                "FILE_DENIED",
                "manifest.csv calls " + file.fileName()
                        + " absent, so the file was not read, though an import needs it. Set" + " file."
                        + file.property() + " to bulk in manifest.csv, and upload again.");
    }

    static RosterIncompleteException unknownMode(CsvFile file) {
        return new RosterIncompleteException(
                "MANIFEST_UNKNOWN",
                "manifest.csv calls " + file.fileName() + " neither bulk, delta nor absent. Set file." + file.property()
                        + " to bulk if the file holds everything, to delta if it holds what changed, and upload again."
                        + " Nothing was changed.");
    }

    static RosterIncompleteException twice(String fileName) {
        return new RosterIncompleteException(
                "FILE_TWICE", "The zip holds " + fileName + " twice. Leave in the one that shall count.");
    }

    static RosterIncompleteException rolesOfDelta() {
        return new RosterIncompleteException(
                "DELTA_NOT_SUPPORTED",
                "manifest.csv calls roles.csv a delta file, but a person's roles can only be known when all of them are"
                        + " there. Export roles.csv as bulk; the other files may be delta.");
    }

    static RosterIncompleteException empty(String fileName) {
        return new RosterIncompleteException(
                "FILE_EMPTY",
                fileName
                        + " is empty. Its first line must hold the column names of OneRoster 1.1 or 1.2, and the rows follow.");
    }

    static RosterIncompleteException noColumnNames(String fileName) {
        return new RosterIncompleteException(
                "NO_COLUMN_NAMES",
                "The first line of " + fileName
                        + " holds no column names. It must hold those of OneRoster 1.1 or 1.2, and the rows follow.");
    }

    static RosterIncompleteException separated(String fileName, Separator separator) {
        return new RosterIncompleteException(
                "NOT_SEPARATED_BY_COMMAS",
                fileName + " is separated by " + separator.inWords()
                        + ". Save it as CSV separated by commas and upload it" + " again.");
    }

    static RosterIncompleteException oneCell(String fileName) {
        return new RosterIncompleteException(
                "NOT_SEPARATED_BY_COMMAS",
                "Each line of " + fileName
                        + " is one value in quotation marks, so that its commas separate nothing. Export the file anew, and"
                        + " upload it as it is.");
    }

    static RosterIncompleteException withoutColumn(String fileName, String column) {
        return new RosterIncompleteException(
                "COLUMN_MISSING",
                fileName + " has no column " + column
                        + ". Its first line must hold the column names of OneRoster 1.1 or 1.2.");
    }

    static RosterIncompleteException withoutRoles(RosterFiles.Presence roles) {
        return new RosterIncompleteException(
                "COLUMN_MISSING",
                "users.csv has no column role, and "
                        + switch (roles) {
                            case DENIED ->
                                "manifest.csv calls roles.csv absent, so it was not read. Set file.roles to bulk there";
                            case EMPTY -> "roles.csv is empty. Put the roles in one of the two places";
                            case ABSENT, THERE -> "the zip holds no roles.csv. Put the roles in one of the two places";
                        }
                        + ", and upload again.");
    }

    static RosterIncompleteException columnTwice(String fileName, String column, int first, int second) {
        return new RosterIncompleteException(
                "COLUMN_TWICE",
                fileName + " has the column " + column + " twice, as number " + first + " and as number " + second
                        + ", so it is not clear which one counts. Take one out.");
    }

    static RosterIncompleteException notUtf8(String fileName) {
        return new RosterIncompleteException(
                "NOT_UTF_8", fileName + " is not encoded in UTF-8. Save it as CSV UTF-8 and upload it again.");
    }

    static RosterIncompleteException unreadable(String fileName, long lastLine) {
        return new RosterIncompleteException(
                "FILE_UNREADABLE",
                fileName
                        + (lastLine == 0
                                ? " cannot be read from its first line on"
                                : " cannot be read beyond the row of line " + lastLine)
                        + ". Look there for a quotation mark that is not closed, or not doubled.");
    }
}
