package com.pickatime.sso;

import com.pickatime.platform.service.PickatimeService;
import com.pickatime.platform.service.ServiceApplication;

/** The service that signs people in and hands out tokens; its settings are in {@code sso-service.yaml}. */
@PickatimeService("sso-service")
public class SsoService {

    public static void main(String[] args) {
        ServiceApplication.of(SsoService.class).run(args);
    }
}
