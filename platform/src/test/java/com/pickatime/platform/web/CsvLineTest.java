package com.pickatime.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CsvLineTest {

    private static final String CHARACTERS = "=+-@\t\r\n\",;' aZ0é\u0000|";
    private static final String FORMULAS = "=+-@\t\r";
    private static final long SEED = 20261130;
    private static final int TABLES = 5_000;

    private static String cell(Random random) {
        return IntStream.range(0, random.nextInt(5))
                .mapToObj(at -> String.valueOf(CHARACTERS.charAt(random.nextInt(CHARACTERS.length()))))
                .collect(Collectors.joining());
    }

    @Test
    void isReadAsItWasWrittenAndNoCellIsComputedWhateverIsInIt() {
        var random = new Random(SEED);
        for (int table = 0; table < TABLES; table++) {
            var written = IntStream.rangeClosed(0, 1 + random.nextInt(3))
                    .mapToObj(at -> cell(random))
                    .toList();
            var next = Collections.nCopies(written.size(), "next");
            var read = new ArrayList<List<String>>();
            CsvReader.builder()
                    .skipEmptyLines(false)
                    .ofCsvRecord(CsvLine.of(written.toArray(String[]::new)) + CsvLine.of(next.toArray(String[]::new)))
                    .forEach(record -> read.add(record.getFields()));

            assertThat(read).as("%s", written).hasSize(2);
            assertThat(read.get(1)).isEqualTo(next);
            assertThat(read.get(0)).hasSameSizeAs(written);
            for (int at = 0; at < written.size(); at++) {
                var cell = read.get(0).get(at);
                assertThat(cell).isIn(written.get(at), "'" + written.get(at));
                assertThat(cell.isEmpty() || FORMULAS.indexOf(cell.charAt(0)) < 0)
                        .as("%s", written)
                        .isTrue();
            }
        }
    }
}
