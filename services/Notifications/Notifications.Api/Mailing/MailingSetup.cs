using CrmPlatform.ServiceDefaults.Hosting;
using Microsoft.Extensions.Options;
using MimeKit;

namespace CrmPlatform.Notifications.Mailing;

internal static class MailingSetup
{
    public static void AddMailing(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<MailOptions>().Bind(builder.Configuration.GetSection(MailOptions.Section)).ValidateDataAnnotations()
            .Validate(options => IsMailbox(options.From), "Mail:From is no mail address.")
            .Validate(options => string.IsNullOrEmpty(options.ReplyTo) || IsMailbox(options.ReplyTo), "Mail:ReplyTo is no mail address.")
            .Validate(options => TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _), "Mail:TimeZone is no IANA time zone.")
            .Validate(options => options.BounceAddress is null || options.BounceAddress.Contains('@', StringComparison.Ordinal), "Mail:BounceAddress is no mail address.")
            .ValidateOnStart();
        services.AddSingleton<MailTemplates>().AddSingleton<UnsubscribeLinks>().AddSingleton<MailComposer>().AddSingleton<MailSignal>().AddSingleton<MailFiles>();
        services.AddScoped<FileTransport>().AddScoped<SmtpTransport>().AddScoped<SendMail>();
        services.AddScoped<IMailTransport>(scope => string.IsNullOrWhiteSpace(scope.GetRequiredService<IOptions<MailOptions>>().Value.Smtp.Host)
            ? scope.GetRequiredService<FileTransport>()
            : scope.GetRequiredService<SmtpTransport>());
        services.AddServiceClient<CustomersClient>(builder.Configuration, "customers");
        services.AddLoop<MailWorker>();
    }

    // By itself the library takes a name without a domain for an address on this machine.
    private static bool IsMailbox(string text) => MailboxAddress.TryParse(text, out var mailbox) && mailbox.Domain is { Length: > 0 };
}
