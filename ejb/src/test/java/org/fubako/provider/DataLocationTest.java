package org.fubako.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataLocationTest {

    @Test
    void aCountryThatIsAllowedIsTaken() {
        assertThat(DataLocation.among("JP, SG", "SG").country()).isEqualTo("SG");
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "jp", "", "J", "JP "})
    void aCountryThatIsNotAllowedEndsTheStart(String country) {
        assertThatThrownBy(() -> DataLocation.among("JP", country))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fubako.data.location:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "JP,", "*", "JPN", "jp"})
    void aListThatIsNoListOfCountriesEndsTheStart(String allowed) {
        assertThatThrownBy(() -> DataLocation.among(allowed, "JP"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("fubako.data.locations:");
    }

    @Test
    void anAddressIsShownWithoutItsParameters() {
        assertThat(StoreRegister.withoutParameters("db.example:3306/fubako?password=x&sslMode=trust"))
                .isEqualTo("db.example:3306/fubako");
    }
}
