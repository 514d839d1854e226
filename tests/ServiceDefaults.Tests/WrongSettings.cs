using CrmPlatform.ServiceDefaults.Hosting;
using CrmPlatform.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace CrmPlatform.ServiceDefaults.Tests;

/// <summary>A setting that cannot be is named, with what was written and what is expected.</summary>
public sealed class WrongSettings
{
    [Theory]
    [InlineData("Messaging:LongPoll=soon", "Messaging:LongPoll is 'soon': a duration such as 00:00:30 (hours, minutes, seconds) is expected.")]
    [InlineData("Messaging:LongPoll=-00:00:01", "Messaging:LongPoll is '-00:00:01': a duration that is not negative is expected, such as 00:00:30.")]
    [InlineData("Messaging:PollInterval=00:00:00", "Messaging:PollInterval is '00:00:00': a duration longer than nothing is expected, such as 00:00:30.")]
    [InlineData("Messaging:SweepInterval=0", "Messaging:SweepInterval is '00:00:00': a duration longer than nothing is expected, such as 00:00:30.")]
    [InlineData("Messaging:MeasureInterval=-00:00:01", "Messaging:MeasureInterval is '-00:00:01': a duration longer than nothing is expected, such as 00:00:30.")]
    [InlineData("Messaging:RetryDelays:0=-00:00:01", "Messaging:RetryDelays is '-00:00:01': a duration that is not negative is expected, such as 00:00:30.")]
    [InlineData("Messaging:KeepInbox=-1", "Messaging:KeepInbox is '-1.00:00:00': a duration that is not negative is expected, such as 00:00:30.")]
    [InlineData("Messaging:FeedBatch=many", "Messaging:FeedBatch is 'many': a whole number is expected.")]
    [InlineData("Messaging:FeedBatch=0", "Messaging:FeedBatch: The field FeedBatch must be between 1 and 5000.")]
    [InlineData("Messaging:AssignPositions=perhaps", "Messaging:AssignPositions is 'perhaps': true or false is expected.")]
    [InlineData("Database:Provider=Oracle", "Database:Provider is 'Oracle': one of Sqlite, SqlServer is expected.")]
    [InlineData("Services:insights:Url=localhost:5104", "Services:insights:Url is 'localhost:5104': an address such as http://localhost:8080 is expected.")]
    [InlineData("services:insights:http:0=insights", "Services:insights:http:0 is 'insights': an address such as http://localhost:8080 is expected.")]
    [InlineData("Auth:Issuer=nonsense", "Auth:Issuer is 'nonsense': an address such as http://localhost:8080 is expected.")]
    [InlineData("Auth:MetadataAddress=identity:8080/.well-known", "Auth:MetadataAddress is 'identity:8080/.well-known': an address such as http://localhost:8080 is expected.")]
    [InlineData("Messaging:RabbitMq=localhost with-a-password", "Messaging:RabbitMq: an address such as amqp://user:password@localhost:5672/ is expected.")]
    [InlineData("Messaging:RabbitMq=http://localhost:5672/", "Messaging:RabbitMq: an address such as amqp://user:password@localhost:5672/ is expected.")]
    public void What_a_setting_cannot_be_is_said_in_a_sentence(string setting, string sentence)
    {
        using var folder = new TempFolder();
        var failure = Assert.ThrowsAny<Exception>(() =>
        {
            using var service = (IDisposable)Bench.Maker([$"--Database:Directory={folder.Path}", "--Auth:Issuer=http://localhost:1", $"--{setting}"], null);
            ((WebApplication)service).CheckSettings();
        });
        Assert.Equal(sentence, SettingMistakes.Of(failure));
    }

    [Theory]
    [InlineData("nowhere.pfx")]
    [InlineData("odd.pfx")]
    public void A_certificate_that_cannot_be_read_is_named(string name)
    {
        using var folder = new TempFolder();
        var path = Path.Combine(folder.Path, name);
        File.WriteAllText(Path.Combine(folder.Path, "odd.pfx"), "no certificate");
        var failure = Assert.ThrowsAny<Exception>(() => Bench.Maker(
            [$"--Database:Directory={folder.Path}", "--Auth:Issuer=http://localhost:1", $"--DataProtection:CertificatePath={path}"], null));
        Assert.StartsWith($"DataProtection:CertificatePath: {path} cannot be read as a PKCS#12 file with DataProtection:CertificatePassword: ", SettingMistakes.Of(failure), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_under_which_nothing_is_read_is_warned_of()
    {
        using var folder = new TempFolder();
        using var log = new LogCapture();
        using var service = (IDisposable)Bench.Maker(
            [$"--Database:Directory={folder.Path}", "--Auth:Issuer=http://localhost:1", "--Messaging:LongPol=00:00:05", "--messaging:feedbatch=10", "--Messaging:RetryDelays:0=00:00:01"],
            builder => builder.Logging.AddProvider(log));
        ((WebApplication)service).CheckSettings();
        ((WebApplication)service).CheckSettings();
        Assert.Contains("There is no setting Messaging:LongPol;", Assert.Single(log.Entries, entry => entry.Contains("There is no setting", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_none_of_settings_is_said_as_what_it_is() => Assert.Null(SettingMistakes.Of(new InvalidOperationException("Something else.", new InvalidOperationException("And more."))));
}
