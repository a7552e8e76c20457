package com.pickatime.conferences;

import com.pickatime.platform.service.PickatimeService;
import com.pickatime.platform.service.ServiceApplication;

/** The service that parents book their conferences at; its settings are in {@code conference-service.yaml}. */
@PickatimeService("conference-service")
public class ConferenceService {

    public static void main(String[] args) {
        ServiceApplication.of(ConferenceService.class).run(args);
    }
}
