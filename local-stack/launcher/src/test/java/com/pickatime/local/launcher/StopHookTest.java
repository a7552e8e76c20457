package com.pickatime.local.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Ctrl-C says and does, without a JVM that ends. */
class StopHookTest {

    private final Answers imports = new Answers();
    private final AtomicInteger stops = new AtomicInteger();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private final StopHook hook = new StopHook(
            imports.client(),
            stops::incrementAndGet,
            new PrintStream(shown, true, StandardCharsets.UTF_8),
            "./pickatime up");

    StopHookTest() throws IOException {}

    private static String page(String items) {
        return "{\"items\": " + items + "}";
    }

    @AfterEach
    void stop() {
        imports.close();
    }

    @Test
    void saysThatAnImportUnderWayGoesOnAndAfterWhichCommand() {
        imports.give("/connections", page("[{\"businessId\": \"springfield\"}, {\"businessId\": \"shelbyville\"}]"))
                .give(
                        "/businesses/springfield/imports",
                        page("[{\"state\": \"APPLYING\"}, {\"state\": \"COMPLETED\"}]"))
                .give("/businesses/shelbyville/imports", page("[{\"state\": \"FAILED\"}]"));

        hook.interrupted();

        assertThat(lines())
                .containsExactly(
                        "",
                        "The import of springfield is not complete (APPLYING). Nothing of it is lost: it goes on by"
                                + " itself after ./pickatime up",
                        "Stopping");
        assertThat(stops).hasValue(1);
    }

    @Test
    void saysNothingOfImportsWhenNoneIsUnderWay() {
        imports.give("/connections", page("[{\"businessId\": \"springfield\"}, {\"businessId\": \"new-school\"}]"))
                .give("/businesses/springfield/imports", page("[{\"state\": \"COMPLETED\"}]"))
                .give("/businesses/new-school/imports", page("[]"));

        hook.interrupted();

        assertThat(lines()).containsExactly("", "Stopping");
        assertThat(stops).hasValue(1);
    }

    @Test
    void stopsWhenTheImportServiceIsGoneOrTalksNonsense() {
        imports.give("/connections", "<html>no JSON</html>");
        hook.interrupted();
        imports.close();
        hook.interrupted();

        assertThat(lines()).containsExactly("", "Stopping", "", "Stopping");
        assertThat(stops).hasValue(2);
    }

    @Test
    void stopsOnceWhenTheCommandIsDone() {
        hook.close();

        assertThat(shown.size()).isZero();
        assertThat(stops).hasValue(1);
    }

    private List<String> lines() {
        return shown.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
