package com.pickatime.platform.web;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.util.Arrays;

/** Lines of the tables that people take away (RFC 4180). */
public final class CsvLine {

    /** What spreadsheets take for the begin of a formula. */
    private static final String FORMULAS = "=+-@\t\r";

    private CsvLine() {}

    /** One line with its end. A cell that a spreadsheet would compute begins with an apostrophe, and is text there. */
    public static String of(String... cells) {
        var line = new StringWriter();
        CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .bufferSize(0)
                .build(line)
                .writeRecord(Arrays.stream(cells)
                        .map(cell -> !cell.isEmpty() && FORMULAS.indexOf(cell.charAt(0)) >= 0 ? '\'' + cell : cell)
                        .toList());
        return line.toString();
    }
}
