package com.pickatime.local.testing.browser;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/**
 * A Chromium with a profile of its own: no cookie, no cache, nobody signed in.
 *
 * <p>The system properties {@code test.chromium} and {@code test.chromedriver} name the executables where they are in none
 * of the usual places.
 */
public final class Chromium implements AutoCloseable {

    private static final List<String> USUAL_PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
    private static final List<String> USUAL_DRIVERS =
            List.of("/usr/bin/chromedriver", "/usr/local/bin/chromedriver", "/opt/homebrew/bin/chromedriver");
    private static final List<String> FLAGS = List.of(
            "--headless=new",
            "--window-size=1280,900",
            // as in a container, where there is neither a user namespace nor a graphics card
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final ChromeDriver driver;

    private Chromium(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Whether there is one on this machine, with its driver; a line says so where there is not. */
    public static boolean isInstalled() {
        var missing = Stream.of(
                        browser().isEmpty() ? "Chromium (-Dtest.chromium=FILE)" : "",
                        chromedriver().isEmpty() ? "chromedriver (-Dtest.chromedriver=FILE)" : "")
                .filter(name -> !name.isEmpty())
                .toList();
        if (!missing.isEmpty()) {
            System.out.println("NO BROWSER TESTS: this machine has no " + String.join(" and no ", missing));
        }
        return missing.isEmpty();
    }

    /**
     * Starts one.
     *
     * @throws java.util.NoSuchElementException if there is none on this machine
     */
    public static Chromium start() {
        var options = new ChromeOptions();
        options.setBinary(browser().orElseThrow().toFile());
        options.addArguments(FLAGS);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver()
                        .map(Path::toFile)
                        .map(File::getAbsoluteFile)
                        .orElseThrow())
                .build();
        return new Chromium(new ChromeDriver(service, options));
    }

    /** A new tab, which is the one that everything goes to from now on. */
    public Page newPage() {
        driver.switchTo().newWindow(WindowType.TAB);
        return new Page(driver);
    }

    /** Ends it and its processes. */
    @Override
    public void close() {
        driver.quit();
    }

    private static Optional<Path> browser() {
        return executable("test.chromium", USUAL_PLACES);
    }

    private static Optional<Path> chromedriver() {
        return executable("test.chromedriver", USUAL_DRIVERS);
    }

    private static Optional<Path> executable(String property, List<String> usualPlaces) {
        return Stream.concat(Stream.ofNullable(System.getProperty(property)), usualPlaces.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}
