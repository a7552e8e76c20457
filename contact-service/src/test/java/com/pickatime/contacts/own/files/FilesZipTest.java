package com.pickatime.contacts.own.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.pickatime.contacts.own.files.FileLine.Refused;
import com.pickatime.contacts.own.files.FileLine.Row;
import com.pickatime.contacts.testing.Zip;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is understood of a business's own files, and what is said of the rest. */
class FilesZipTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @TempDir
    private Path directory;

    /** A row by the titles of its columns. */
    private static Map<Column, String> values(FileLine line) {
        return ((Row) line).values();
    }

    @Test
    void knowsEachFileByItsColumnsWhateverItIsCalled() throws IOException {
        var zip = new Zip()
                .with("a.txt", "TeacherID\tfirst\tlast\te-mail\tpassword\troom")
                .with("b", "StudentID,First Name,LAST,security value")
                .with("folder/c.csv", "class_id,TEACHER ID,name,room")
                .with("d", "ClassID\tStudentID")
                .with("e", "ParentId,first,last,email,password")
                .with("f", "StudentID,ParentID")
                .with("__MACOSX/._a.txt", "rubbish")
                .with("lists\\", "")
                .with("lists/__MACOSX/a.txt", "rubbish")
                .with(".AppleDouble/a.txt", "rubbish")
                .with(".DS_Store", "rubbish");

        try (var files = open(zip)) {
            assertThat(files.kinds()).containsExactlyInAnyOrder(FileKind.values());
        }
    }

    /** 300 files from seeds: the same people, however their files are written. */
    @Test
    void readsTheSameHoweverAFileIsWritten() throws IOException {
        for (int seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var expected = people(random);
            boolean tabs = random.nextBoolean();
            var written = written(expected, random, tabs ? "\t" : ",");
            boolean windows = random.nextBoolean();
            var text = !windows && random.nextBoolean() ? '\uFEFF' + written : written;

            var lines = read(
                    new Zip().with("people", windows ? WINDOWS_1252 : StandardCharsets.UTF_8, text),
                    FileKind.PARENT,
                    windows ? Encoding.WINDOWS_1252 : Encoding.UTF_8);

            assertThat(lines.stream().map(FilesZipTest::values))
                    .as("seed " + seed)
                    .containsExactlyElementsOf(expected);
        }
    }

    private static List<Map<Column, String>> people(Random random) {
        var names = List.of(
                "Zoë", "O'Brien", "van der Waal", "Müller-Lüdenscheidt", "Ann \"Nan\"", "x", "Smith, Jr.", "ŽŠœ");
        return IntStream.rangeClosed(1, random.nextInt(30))
                .mapToObj(i -> Map.of(
                        Column.PARENT_ID,
                        random.nextBoolean() ? "" + i : "P:" + i + "*",
                        Column.FIRST_NAME,
                        names.get(random.nextInt(names.size())),
                        Column.LAST_NAME,
                        names.get(random.nextInt(names.size())),
                        Column.EMAIL,
                        "p" + i + "@example.org"))
                .toList();
    }

    /** Columns in any order and case, unknown ones between, values quoted or not, short rows, blank lines, any line end. */
    private static String written(List<Map<Column, String>> people, Random random, String separator) {
        var columns = new ArrayList<>(
                List.of(Column.PARENT_ID, Column.FIRST_NAME, Column.LAST_NAME, Column.EMAIL, Column.ROOM));
        Collections.shuffle(columns, random);
        var end = List.of("\n", "\r\n", "\r").get(random.nextInt(3));
        var text = new StringBuilder(random.nextBoolean() ? end : "");
        text.append(columns.stream()
                        .map(column -> column == Column.ROOM
                                ? "shoe size"
                                : random.nextBoolean()
                                        ? column.title().toUpperCase()
                                        : column.title().replace(" ", "_"))
                        .collect(Collectors.joining(separator)))
                .append(end);
        for (var person : people) {
            var cells = columns.stream()
                    .map(column -> cell(person.getOrDefault(column, ""), random, separator))
                    .collect(Collectors.toCollection(ArrayList::new));
            if (cells.get(cells.size() - 1).isBlank() && random.nextBoolean()) {
                cells.remove(cells.size() - 1);
            }
            text.append(String.join(separator, cells))
                    .append(random.nextInt(5) == 0 ? separator : "")
                    .append(end);
            if (random.nextInt(5) == 0) {
                text.append(random.nextBoolean() ? "" : separator + separator).append(end);
            }
        }
        return text.toString();
    }

    private static String cell(String value, Random random, String separator) {
        boolean must = value.contains(separator) || value.startsWith("\"");
        return must || random.nextInt(3) == 0
                ? '"' + value.replace("\"", "\"\"") + '"'
                : (random.nextBoolean() ? value : " " + value + " ");
    }

    @Test
    void asksWhetherBytesThatAreNoUtf8AreWindows1252() throws IOException {
        var zip = new Zip().with("Teacher.csv", WINDOWS_1252, "TeacherID,last\n1,Müller");

        assertThatThrownBy(() -> read(zip, FileKind.TEACHER, Encoding.UTF_8))
                .isInstanceOf(FilesRefusedException.class)
                .hasMessageContaining("Is it Windows-1252")
                .hasMessageContaining("encoding=windows-1252");
        assertThat(read(zip, FileKind.TEACHER, Encoding.WINDOWS_1252))
                .singleElement()
                .satisfies(line -> assertThat(values(line)).containsEntry(Column.LAST_NAME, "Müller"));
    }

    @Test
    void findsBytesThatAreNoUtf8AlsoFarBehindTheHeader() {
        var text = "TeacherID,last\n" + "1,Miller\n".repeat(50_000) + "2,Müller\n";

        assertThat(refusal(new Zip().with("Teacher.csv", WINDOWS_1252, text), FileKind.TEACHER))
                .isEqualTo("NOT_UTF_8");
    }

    @ParameterizedTest
    @CsvSource({
        "MDY, 5/13/2010, 2010-05-13",
        "DMY, 13/5/2010, 2010-05-13",
        "DMY, 13.05.2010, 2010-05-13",
        "MDY, 05-13-2010, 2010-05-13",
        "MDY, 2/3/2010, 2010-02-03",
        "DMY, 2/3/2010, 2010-03-02",
        "DMY, 2010-05-13, 2010-05-13",
        "MDY, 20100513, 2010-05-13",
        "MDY, 05132010, 2010-05-13",
        "DMY, 20052010, 2010-05-20",
        "MDY, 5/13/10, 2010-05-13",
        "MDY, 5/13/87, 1987-05-13",
        "DMY, 29/2/2012, 2012-02-29"
    })
    void readsDatesByTheOrderThatWasSaid(DateOrder order, String text, LocalDate date) throws IOException {
        var row = (Row) students(order, text).get(0);

        assertThat(row.birthDate()).isEqualTo(date);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"13/13/2010", "2/30/2010", "29/2/2011", "soon", "1/1/1899", "1/1/2099", "5/13", "2010", "40321"})
    void refusesWhatIsNoDateAndDoesNotRepeatIt(String text) throws IOException {
        for (var order : DateOrder.values()) {
            assertThat(students(order, text)).singleElement().isInstanceOfSatisfying(Refused.class, row -> {
                assertThat(row.code()).isEqualTo("NO_DATE");
                assertThat(row.message()).contains("Security Value").doesNotContain(text);
                assertThat(row.line()).isEqualTo(2);
            });
        }
    }

    @Test
    void tellsTheLinesThatContradictTheOrderAndHowManyThereAre() throws IOException {
        var texts =
                IntStream.rangeClosed(13, 30).mapToObj(day -> day + "/1/2010").toArray(String[]::new);

        try (var lines = studentLines(DateOrder.MDY, texts)) {
            assertThat(all(lines))
                    .allSatisfy(line -> assertThat(((Refused) line).code()).isEqualTo("OTHER_DATE_ORDER"));
            assertThat(lines.evidence().objection(true)).hasValueSatisfying(refused -> {
                assertThat(refused.code()).isEqualTo("OTHER_DATE_ORDER");
                assertThat(refused)
                        .hasMessageContaining("18 security values")
                        .hasMessageContaining("2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and further ones")
                        .hasMessageContaining("dateOrder=DMY");
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1/2/2010 3/4/2011, true, nothing shows which order it is",
        "1/2/2010 3/14/2011, false, a date shows it",
        "1/1/2010 4/4/2011, false, it makes no difference",
        "2010-01-02 2011-03-04, false, the year is first",
        "'', false, there are none"
    })
    void asksOnlyWhereEveryDateFitsBothOrders(String dates, boolean asks, String why) throws IOException {
        try (var lines = studentLines(DateOrder.MDY, dates.split(" "))) {
            all(lines);

            assertThat(lines.evidence().objection(false).map(FilesRefusedException::code))
                    .as(why)
                    .isEqualTo(asks ? Optional.of("BOTH_DATE_ORDERS") : Optional.empty());
            assertThat(lines.evidence().objection(true)).isEmpty();
        }
    }

    @Test
    void answersBadRowsOneByOneAndReadsOn() throws IOException {
        var lines = read(
                new Zip()
                        .with(
                                "t",
                                "TeacherID,first,last,email,action",
                                ",Marge,Simpson,,",
                                "t2,,,,",
                                "t3,Edna,Krabappel,edna at example.org,",
                                "t4,Smith,Jr.,x@example.org,,surplus",
                                "t5,Otto,,,drop",
                                "x".repeat(256) + ",Otto,,,",
                                "t7," + "y".repeat(321) + ",,,",
                                "t8,,,,DELETE",
                                "t9,Seymour"),
                FileKind.TEACHER,
                Encoding.UTF_8);

        assertThat(lines.stream().filter(Refused.class::isInstance).map(Refused.class::cast))
                .extracting(row -> row.line() + " " + row.code())
                .containsExactly(
                        "2 MISSING_ID",
                        "3 MISSING_NAME",
                        "4 NO_EMAIL_ADDRESS",
                        "5 TOO_MANY_VALUES",
                        "6 UNKNOWN_ACTION",
                        "7 TOO_LONG",
                        "8 TOO_LONG");
        assertThat(lines.stream().filter(Row.class::isInstance).map(Row.class::cast))
                .extracting(row -> row.id() + " " + row.delete())
                .containsExactly("t8 true", "t9 false");
        assertThat(lines.toString()).doesNotContain("edna", "Marge", "surplus", "drop", "Seymour");
    }

    @Test
    void readsOfAValueWhatCanBeSeen() {
        assertThat(FilesZip.stripped(List.of("\u200e\u00a0x y\u2060"))).containsExactly("x y");
    }

    @Test
    void countsPasswordsAndKeepsNone() throws IOException {
        var zip = new Zip().with("p", "ParentID\tlast\tPassword", "1\tA\thunter2", "2\tB\t", "3\tC\tabc");

        try (var files = open(zip);
                var lines = files.lines(FileKind.PARENT, DateOrder.MDY, TODAY)) {
            var read = all(lines);

            assertThat(lines.passwords()).isEqualTo(2);
            assertThat(read)
                    .allSatisfy(line -> assertThat(values(line).values()).doesNotContain("hunter2", "abc"));
        }
    }

    @Test
    void tellsAnAbsentColumnFromAnEmptyValue() throws IOException {
        var row = (Row) read(new Zip().with("t", "TeacherID,last,e-mail", "1,A,"), FileKind.TEACHER, Encoding.UTF_8)
                .get(0);

        assertThat(row.has(Column.EMAIL)).isTrue();
        assertThat(row.value(Column.EMAIL)).isNull();
        assertThat(row.has(Column.ROOM)).isFalse();
    }

    @Test
    void saysWhatIsWrongWithFilesAsAWhole() {
        assertThat(refusal(new Zip(), FileKind.TEACHER)).isEqualTo("NO_FILES");
        assertThat(refusal(new Zip().with("t", ""), FileKind.TEACHER)).isEqualTo("EMPTY_FILE");
        assertThat(refusal(new Zip().with("t", "\r\n \r\n"), FileKind.TEACHER)).isEqualTo("EMPTY_FILE");
        assertThat(refusal(new Zip().with("t", "1,Marge,Simpson"), FileKind.TEACHER))
                .isEqualTo("UNKNOWN_COLUMNS");
        assertThat(refusal(new Zip().with("t", "TeacherID,ParentID,last"), FileKind.TEACHER))
                .isEqualTo("UNKNOWN_COLUMNS");
        assertThat(refusal(new Zip().with("t", "TeacherID;last;first"), FileKind.TEACHER))
                .isEqualTo("OTHER_SEPARATOR");
        assertThat(refusal(new Zip().with("t", "TeacherID,last,Last Name"), FileKind.TEACHER))
                .isEqualTo("COLUMN_TWICE");
        assertThat(refusal(new Zip().with("t", "TeacherID,last").with("u", "last,teacherid"), FileKind.TEACHER))
                .isEqualTo("TWO_FILES_OF_A_KIND");
        assertThat(refusal(new Zip().with("t", "TeacherID,last", "1,\"Simpson", "2,x"), FileKind.TEACHER))
                .isEqualTo("UNCLOSED_QUOTE");
    }

    @Test
    void readsAFileOfAHeaderAloneAsEmpty() throws IOException {
        assertThat(read(new Zip().with("t", "TeacherID,last"), FileKind.TEACHER, Encoding.UTF_8))
                .isEmpty();
    }

    @Test
    void doesNotTakeTheHeapForAQuotationMarkThatIsNeverClosed() {
        var text = "TeacherID,last\n1,\"x\n" + "2,y\n".repeat(1_000_000);

        assertThat(refusal(new Zip().with("t", StandardCharsets.UTF_8, text), FileKind.TEACHER))
                .isEqualTo("UNCLOSED_QUOTE");
    }

    @Test
    void repeatsNothingOfAFileThatHasNoColumnNames() {
        assertThatThrownBy(() -> open(new Zip().with("Marge Simpson's file", "1,Marge,Simpson")))
                .isInstanceOf(FilesRefusedException.class)
                .hasMessageNotContaining("Marge")
                .hasMessageContaining("File 1 of the zip");
    }

    @Test
    void unpacksNoMoreThanTheLimits() throws IOException {
        var zeros = "0".repeat(1024);
        var bomb = new Zip().with("t", StandardCharsets.UTF_8, "TeacherID,last\n" + (zeros + "\n").repeat(20_000));
        assertThat(refusal(bomb, FileKind.TEACHER)).isEqualTo("TOO_LARGE");

        var limits = new FilesLimits(2, 10_000, 5);
        var wide = new Zip().with("t", StandardCharsets.UTF_8, "TeacherID,last\n1," + "x,".repeat(10_000));
        assertThat(refusal(wide, limits)).isEqualTo("TOO_LARGE");
        var many = new Zip().with("t", StandardCharsets.UTF_8, "TeacherID,last\n" + "1,x\n".repeat(6));
        assertThat(refusal(many, limits)).isEqualTo("TOO_MANY_ROWS");
        var crowded =
                new Zip().with("t", "TeacherID,last").with("u", "ParentID,last").with("v", "ClassID,StudentID");
        assertThat(refusal(crowded, limits)).isEqualTo("TOO_LARGE");
    }

    @Test
    void refusesWhatIsNoZipOrWasDamaged() throws IOException {
        var zip = new Zip().with("t", StandardCharsets.UTF_8, "TeacherID,last\n" + "1,x\n".repeat(10_000));
        var bytes = zip.bytes();
        for (var broken : List.of("TeacherID,last".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(bytes, 100))) {
            var file = Files.write(directory.resolve("broken.zip"), broken);

            assertThatThrownBy(() -> FilesZip.open(file, Encoding.UTF_8, FilesLimits.DEFAULTS))
                    .isInstanceOfSatisfying(
                            FilesRefusedException.class,
                            refused -> assertThat(refused.code()).isEqualTo("NO_ZIP"));
        }
    }

    /** A byte of the zip is another, at each place in turn: what is read is whole, or said not to be. */
    @Test
    void readsNothingElseOutOfADamagedZip() throws IOException {
        var text = "TeacherID,last\n"
                + IntStream.range(0, 50).mapToObj(i -> i + ",x" + i * i).collect(Collectors.joining("\n"));
        var bytes = new Zip().with("t", StandardCharsets.UTF_8, text).bytes();
        var whole = read(new Zip().with("t", StandardCharsets.UTF_8, text), FileKind.TEACHER, Encoding.UTF_8);
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            var damaged = bytes.clone();
            damaged[i] ^= (byte) 0x55;
            var file = Files.write(directory.resolve("damaged.zip"), damaged);
            try (var files = FilesZip.open(file, Encoding.UTF_8, FilesLimits.DEFAULTS);
                    var lines = files.lines(FileKind.TEACHER, DateOrder.MDY, TODAY)) {
                assertThat(all(lines)).as("byte " + i).isEqualTo(whole);
            } catch (FilesRefusedException e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(bytes.length / 2);
    }

    private List<FileLine> students(DateOrder order, String... dates) throws IOException {
        try (var lines = studentLines(order, dates)) {
            return all(lines);
        }
    }

    private FileLines studentLines(DateOrder order, String... dates) throws IOException {
        var text = new StringBuilder("StudentID\tlast\tSecurity Value\n");
        for (int i = 0; i < dates.length; i++) {
            text.append("s").append(i).append("\tx\t").append(dates[i]).append('\n');
        }
        return open(new Zip().with("s", StandardCharsets.UTF_8, text.toString()))
                .lines(FileKind.STUDENT, order, TODAY);
    }

    private List<FileLine> read(Zip zip, FileKind kind, Encoding encoding) throws IOException {
        try (var files = FilesZip.open(zip.in(directory), encoding, FilesLimits.DEFAULTS);
                var lines = files.lines(kind, DateOrder.MDY, TODAY)) {
            return all(lines);
        }
    }

    private String refusal(Zip zip, FileKind kind) {
        return refusal(() -> read(zip, kind, Encoding.UTF_8));
    }

    private String refusal(Zip zip, FilesLimits limits) {
        return refusal(() -> {
            try (var files = FilesZip.open(zip.in(directory), Encoding.UTF_8, limits);
                    var lines = files.lines(FileKind.TEACHER, DateOrder.MDY, TODAY)) {
                all(lines);
            }
        });
    }

    private static String refusal(ThrowingCallable reading) {
        var thrown = catchThrowableOfType(FilesRefusedException.class, reading);
        return thrown == null ? "nothing" : thrown.code();
    }

    private FilesZip open(Zip zip) throws IOException {
        return FilesZip.open(zip.in(directory), Encoding.UTF_8, FilesLimits.DEFAULTS);
    }

    private static List<FileLine> all(FileLines lines) {
        var all = new ArrayList<FileLine>();
        for (var line = lines.next(); line != null; line = lines.next()) {
            all.add(line);
        }
        return all;
    }
}
