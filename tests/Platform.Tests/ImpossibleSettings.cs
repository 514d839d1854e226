using CrmPlatform.Customers;
using CrmPlatform.Engagement;
using CrmPlatform.Gateway;
using CrmPlatform.Insights;
using CrmPlatform.Notifications;
using CrmPlatform.Service;
using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Builder;

namespace CrmPlatform.Platform.Tests;

/// <summary>What would break a running service, or be wrong in every mail it sends, ends its start with a sentence.</summary>
public sealed class ImpossibleSettings
{
    private const string LongerThanNothing = "a duration longer than nothing is expected, such as 00:00:30.";

    private const string Address = "an address such as http://localhost:8080 is expected.";
    private const string Currency = "a currency code of ISO 4217 is expected, such as CNY.";

    [Theory]
    [InlineData("service", "Complaints:PassInterval=0", $"Complaints:PassInterval is '00:00:00': {LongerThanNothing}")]
    [InlineData("service", "Attachments:S3:Timeout=00:00:00", $"Attachments:S3:Timeout is '00:00:00': {LongerThanNothing}")]
    [InlineData("customers", "Care:Interval=00:00:00", $"Care:Interval is '00:00:00': {LongerThanNothing}")]
    [InlineData("notifications", "Stream:HeartBeat=-00:00:01", $"Stream:HeartBeat is '-00:00:01': {LongerThanNothing}")]
    [InlineData("notifications", "Stream:WriteTimeout=00:00:00", $"Stream:WriteTimeout is '00:00:00': {LongerThanNothing}")]
    [InlineData("notifications", "Webhooks:Timeout=00:00:00", $"Webhooks:Timeout is '00:00:00': {LongerThanNothing}")]
    [InlineData("notifications", "Mail:Smtp:Timeout=00:00:00", $"Mail:Smtp:Timeout is '00:00:00': {LongerThanNothing}")]
    [InlineData("gateway", "Gateway:Timeout=00:00:00", $"Gateway:Timeout is '00:00:00': {LongerThanNothing}")]
    [InlineData("service", "Complaints:PublicUrl=crm", $"Complaints:PublicUrl is 'crm': {Address}")]
    [InlineData("notifications", "Mail:PublicUrl=crm.example", $"Mail:PublicUrl is 'crm.example': {Address}")]
    [InlineData("notifications", "Mail:ReplyTo=nobody", "Mail:ReplyTo is no mail address.")]
    [InlineData("notifications", "Mail:From=nobody", "Mail:From is no mail address.")]
    [InlineData("service", "Complaints:MailAddresses:0=Complaints <c@shop.example>", "Complaints:MailAddresses is 'Complaints <c@shop.example>': a mail address such as complaints@example.com is expected.")]
    [InlineData("customers", "Customers:BaseCurrency=123", $"Customers:BaseCurrency is '123': {Currency}")]
    [InlineData("engagement", "Engagement:BaseCurrency=euro", $"Engagement:BaseCurrency is 'euro': {Currency}")]
    [InlineData("service", "Complaints:BaseCurrency=eur", $"Complaints:BaseCurrency is 'eur': {Currency}")]
    [InlineData("insights", "Insights:BaseCurrency=€€€", $"Insights:BaseCurrency is '€€€': {Currency}")]
    [InlineData("insights", "Insights:CallFrom=-1", "Insights:CallFrom: The field CallFrom must be between 0 and 9223372036854775807.")]
    [InlineData("insights", "Insights:NightlyAt=25:00", "Insights:NightlyAt is '25:00': a time of day such as 02:30 is expected.")]
    [InlineData("service", "Complaints:TimeZone=W. Europe Standard Time", "Complaints:TimeZone is no IANA time zone, such as Asia/Shanghai.")]
    [InlineData("engagement", "Engagement:TimeZone=W. Europe Standard Time", "Engagement:TimeZone is no IANA time zone, such as Asia/Shanghai.")]
    [InlineData("customers", "Customers:TimeZone=W. Europe Standard Time", "Customers:TimeZone is no IANA time zone, such as Asia/Shanghai.")]
    [InlineData("customers", "Customers:TimeZone=localtime", "Customers:TimeZone is no IANA time zone, such as Asia/Shanghai.")]
    [InlineData("gateway", "Gateway:CorsOrigins:0=https://crm.example/app", "Gateway:CorsOrigins: origins such as https://crm.example are expected: scheme, host and port without a path.")]
    [InlineData("gateway", "Gateway:CorsOrigins:0=crm.example", "Gateway:CorsOrigins: origins such as https://crm.example are expected: scheme, host and port without a path.")]
    public void A_setting_that_cannot_be_is_said_in_one_sentence(string service, string setting, string sentence)
    {
        using var folder = new TempFolder();
        var failure = Assert.ThrowsAny<Exception>(() =>
        {
            using var host = (IDisposable)Build(service, [.. Ordinary(folder), $"--{setting}"]);
            ((WebApplication)host).CheckSettings();
        });
        Assert.Equal(sentence, SettingMistakes.Of(failure));
    }

    [Fact]
    public void Nothing_stays_lawful_where_it_means_something()
    {
        using var folder = new TempFolder();
        using var host = (IDisposable)Build("engagement", [.. Ordinary(folder), "--Engagement:RoundInterval=00:00:00", "--Messaging:Gather=00:00:00", "--Messaging:SweepAge=00:00:00"]);
        ((WebApplication)host).CheckSettings();
    }

    private static string[] Ordinary(TempFolder folder) =>
    [
        "--Auth:Issuer=http://localhost:1", $"--Database:Directory={folder.Path}", $"--Files:Directory={folder.Path}", "--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None",
        .. new[] { "identity", "customers", "engagement", "service", "insights", "notifications" }.Select(name => $"--Services:{name}:Url=http://localhost:1"),
    ];

    private static WebApplication Build(string service, string[] args) => service switch
    {
        "customers" => CustomersHost.Build(args),
        "engagement" => EngagementHost.Build(args),
        "service" => ComplaintsHost.Build(args),
        "insights" => InsightsHost.Build(args),
        "notifications" => NotificationsHost.Build(args),
        _ => GatewayHost.Build(args),
    };
}
