package com.pickatime.imports.source.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zips of CSV files, of a small roster of version 1.1 unless a test says otherwise. */
final class Zips {

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    static Zips empty() {
        return new Zips();
    }

    static Zips roster() {
        return new Zips()
                .with("orgs.csv", "sourcedId,status,dateLastModified,name,type", "school,,,School,school")
                .with("academicSessions.csv", "sourcedId,title,type,startDate", "fall,Fall,term,2026-08-01")
                .with("courses.csv", "sourcedId,title", "math,Math")
                .with("classes.csv", "sourcedId,title,schoolSourcedId", "math-1,Math 1,school")
                .with(
                        "users.csv",
                        "sourcedId,role,givenName,familyName,email,agentSourcedIds,orgSourcedIds",
                        "student,student,G,F,student@example.org,,school")
                .with(
                        "enrollments.csv",
                        "sourcedId,classSourcedId,userSourcedId,role",
                        "enrollment,math-1,student,student")
                .with("demographics.csv", "sourcedId,birthDate", "student,2012-12-30");
    }

    Zips with(String file, String... lines) {
        return with(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    Zips with(String file, byte[] content) {
        files.put(file, content);
        return this;
    }

    Zips without(String file) {
        files.remove(file);
        return this;
    }

    /** Every file in a folder of the zip. */
    Zips in(String folder) {
        var moved = new Zips();
        files.forEach((name, content) -> moved.with(folder + "/" + name, content));
        return moved;
    }

    Path write(Path directory) {
        return written(directory, name -> name, StandardCharsets.UTF_8);
    }

    /** With other names within the zip, and in another alphabet. */
    Path written(Path directory, UnaryOperator<String> names, Charset charset) {
        var zip = directory.resolve("roster.zip");
        try (var out = new ZipOutputStream(Files.newOutputStream(zip), charset)) {
            for (var file : files.entrySet()) {
                out.putNextEntry(new ZipEntry(names.apply(file.getKey())));
                out.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zip;
    }
}
