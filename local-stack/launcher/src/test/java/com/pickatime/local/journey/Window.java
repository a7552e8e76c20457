package com.pickatime.local.journey;

import com.pickatime.local.testing.browser.Chromium;
import com.pickatime.local.testing.browser.Page;
import java.nio.file.Path;

/** A browser of somebody who visits a district's pages. */
final class Window implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    private final Chromium chromium = Chromium.start();
    private final Page page = chromium.newPage();
    private final District district;

    Window(District district) {
        this.district = district;
    }

    Page page() {
        return page;
    }

    /** Whom pickAtime takes this browser for; what it says instead when nobody is signed in. */
    String session() {
        return page.open(district.pickAtime("/session")).text();
    }

    /** Keeps what the page looks like. */
    void picture(String name) {
        page.screenshot(SCREENSHOTS.resolve(name + ".png"));
    }

    @Override
    public void close() {
        chromium.close();
    }
}
