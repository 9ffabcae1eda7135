using FunctionsExport.Configuration;
using FunctionsExport.Tests.Configuration.Support;

namespace FunctionsExport.Tests.Configuration;

public sealed class ExportSettingsReaderTests
{
    [Fact]
    public void Least_settings_give_the_defaults()
    {
        var settings = Settings.Read();

        Assert.Equal(TimeSpan.FromMinutes(1), settings.StartGrace);
        Assert.Equal(4, settings.FetchParallelism);
        var source = Assert.Single(settings.Sources).Value;
        Assert.Equal(("orders", "orders", "Fake"), (source.Name, source.DisplayName, source.ProviderName));
        Assert.Equal(TimeSpan.FromHours(6), source.Deadline);
        Assert.False(source.Fetch);
        Assert.Null(source.Schedule);
        Assert.Equal("https://cluster:9443", source.Provider.Database.Endpoint);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        var settings = Settings.Read(
            ("Export__Deadline", "02:00:00"),
            ("Export__StartGrace", "00:00:30"),
            ("Export__FetchParallelism", "9"),
            (Settings.Source + "DisplayName", "Orders, EU"),
            (Settings.Source + "Deadline", "00:45:00"),
            (Settings.Source + "Fetch", "true"),
            (Settings.Source + "Schedule", "0 30 2 * * *"),
            ("Export__Sources__s2__Provider", "other"),
            ("Export__Sources__s2__Other__Endpoint", "https://second"));

        Assert.Equal(TimeSpan.FromSeconds(30), settings.StartGrace);
        Assert.Equal(9, settings.FetchParallelism);
        Assert.Equal(["orders", "s2"], settings.Sources.Keys.Order());
        var orders = settings.Sources["orders"];
        Assert.Equal(("Orders, EU", true, TimeSpan.FromMinutes(45)), (orders.DisplayName, orders.Fetch, orders.Deadline));
        Assert.Equal(["0 30 2 * * *"], orders.Schedule!.Expressions);
        var second = settings.Sources["s2"];
        Assert.Equal(TimeSpan.FromHours(2), second.Deadline);
        Assert.Equal("Other", second.ProviderName);
    }

    [Fact]
    public void Names_of_settings_may_be_written_in_any_case() =>
        Assert.Single(Settings.ReadExactly(
            ("azurewebjobsstorage", "UseDevelopmentStorage=true"),
            ("EXPORT__SOURCES__orders__PROVIDER", "FAKE"),
            ("export__sources__orders__fake__endpoint", "https://cluster")).Sources);

    [Theory]
    [InlineData("@Microsoft.KeyVault(VaultName=kv-1;SecretName=orders-password)")]
    [InlineData("@microsoft.keyvault(SecretUri=https://kv-1.vault.azure.net/secrets/orders-password)")]
    public void Key_vault_reference_that_was_not_resolved_is_a_fault(string reference) => Assert.Equal(
        "Export__Sources__orders__Fake__Password is a Key Vault reference that was not resolved; see that the secret is there and the "
        + "app's identity may read it, and have the reference read again.",
        Settings.Fault((Settings.Source + "Fake__Password", reference)));

    [Fact]
    public void All_faults_are_reported_at_once()
    {
        var faults = Settings.Faults(
            ("AzureWebJobsStorage", null),
            ("Export__Deadline", "soon"),
            ("Export__StartGrace", "-00:00:01"),
            ("Export__FetchParallelism", "many"),
            ("Export__Retention", "30"),
            ("Export__Destination__Container", "Exports!"),
            ("Export__Destination__Account", "x"),
            (Settings.Source + "Deadline", "23:00:01"),
            (Settings.Source + "Fetch", "maybe"),
            (Settings.Source + "Schedule", "daily"),
            (Settings.Source + "Fake__Endpoint", null),
            (Settings.Source + "Fake__Colour", "red"),
            ("Export__Sources__Bad-Name__Provider", "Fake"),
            ("Export__Sources__Bad-Name__Fake__Endpoint", "https://x"),
            ("Export__Sources__s2__Provider", "Redis"),
            ("Export__Sources__s3__DisplayName", "third"));

        string[] names =
        [
            "Export__Deadline", "Export__StartGrace", "Export__FetchParallelism", "Export__Retention",
            "Export__Destination__Container", "Export__Destination__ConnectionString", "Export__Destination__Account",
            Settings.Source + "Deadline", Settings.Source + "Fetch", Settings.Source + "Schedule",
            Settings.Source + "Fake__Endpoint", Settings.Source + "Fake__Colour",
            "Export__Sources__Bad-Name__Provider", "Export__Sources__s2__Provider", "Export__Sources__s3__Provider",
        ];
        Assert.Equal(names.Order(StringComparer.Ordinal), faults.Select(f => f.Split(' ')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Message_of_the_exception_has_one_line_a_fault()
    {
        var exception = Assert.Throws<ExportSettingsException>(
            () => Settings.Read(("Export__Deadline", "soon"), (Settings.Source + "Fetch", "maybe")));

        var lines = exception.Message.Split(Environment.NewLine);
        Assert.Equal("The settings have 2 fault(s):", lines[0]);
        Assert.Equal(exception.Faults, lines[1..].Select(l => l.Trim()));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("6")]
    [InlineData("24:00:00")] // To .NET, 24 days.
    [InlineData("1.00:00:00")]
    [InlineData("23:00:01")]
    [InlineData("00:00:59")]
    [InlineData("-01:00:00")]
    [InlineData("01:00")]
    [InlineData("6h")]
    [InlineData("PT6H")]
    public void Deadline_outside_a_minute_to_23_hours_is_a_fault(string deadline)
    {
        foreach (var name in new[] { "Export__Deadline", Settings.Source + "Deadline" })
        {
            Assert.Equal(
                $"{name} must be a time from 00:01:00 to 23:00:00, written hh:mm:ss or d.hh:mm:ss, but is '{deadline}'.",
                Settings.Fault((name, deadline)));
        }
    }

    [Theory]
    [InlineData("00:01:00")]
    [InlineData("23:00:00")]
    public void Deadline_at_its_bounds_is_taken(string deadline) =>
        Assert.Equal(TimeSpan.Parse(deadline, null), Settings.Read(("Export__Deadline", deadline)).Sources["orders"].Deadline);

    [Theory]
    [InlineData("00:00:09")]
    [InlineData("01:00:01")]
    public void Start_grace_outside_ten_seconds_to_an_hour_is_a_fault(string grace) =>
        Assert.StartsWith("Export__StartGrace must be a time from 00:00:10 to 01:00:00", Settings.Fault(("Export__StartGrace", grace)),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("0")]
    [InlineData("17")]
    [InlineData("2.5")]
    [InlineData("four")]
    public void Fetch_parallelism_outside_1_to_16_is_a_fault(string number) => Assert.Equal(
        $"Export__FetchParallelism must be a whole number from 1 to 16, but is '{number}'.",
        Settings.Fault(("Export__FetchParallelism", number)));

    [Fact]
    public void Unknown_settings_are_named_with_those_that_there_are()
    {
        var faults = Settings.Faults(("Export__Deadlin", "01:00:00"), (Settings.Source + "Sheduel", "x"));

        Assert.Equal(2, faults.Count);
        Assert.StartsWith("Export__Deadlin is not a setting; the settings here are ", faults[0], StringComparison.Ordinal);
        Assert.Contains("Deadline", faults[0], StringComparison.Ordinal);
        Assert.StartsWith("Export__Sources__orders__Sheduel is not a setting", faults[1], StringComparison.Ordinal);
        Assert.Contains("Schedule", faults[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Section_of_a_provider_that_is_not_the_sources_is_unknown() =>
        Assert.StartsWith(
            Settings.Source + "Other is not a setting",
            Settings.Fault((Settings.Source + "Other__Endpoint", "https://x")),
            StringComparison.Ordinal);

    [Fact]
    public void Schedule_expressions_that_are_none_are_faults()
    {
        string[] expressions =
        [
            "daily", "0 2 * * *", "* * * * * * *", "60 * * * * *", "0 0 24 * * *", "0 0 0 32 * *", "0 0 0 * 13 *", "0 0 2 * * Someday",
            "@daily",
        ];

        Assert.All(expressions, expression => Assert.Equal(
            $"{Settings.Source}Schedule must be an NCRONTAB expression of six fields (second minute hour day month day-of-week), "
            + $"or several with a semicolon between them, but has '{expression}'.",
            Settings.Fault((Settings.Source + "Schedule", expression))));
    }

    [Theory]
    [InlineData("0 0 2 * * *")]
    [InlineData("0 */15 8-18 * * Mon-Fri")]
    [InlineData("30 0 0 1 Jan,Jul *")]
    public void Schedule_expressions_are_taken(string expression) =>
        Assert.NotNull(Settings.Read((Settings.Source + "Schedule", expression)).Sources["orders"].Schedule);

    [Fact]
    public void Secrets_are_scrubbed()
    {
        const string Password = "hunter2hunter2";
        const string Key = "c2VjcmV0IGFjY291bnQga2V5IG9mIHRoZSB0ZXN0IQ==";
        var settings = Settings.Read(
            (Settings.Source + "Fake__Password", Password),
            ("AzureWebJobsStorage", $"DefaultEndpointsProtocol=https;AccountName=acc;AccountKey={Key};EndpointSuffix=core.windows.net"));

        Assert.Equal("it was *** and ***.", settings.Scrubber.Scrub($"it was {Password} and {Key}."));
    }
}
