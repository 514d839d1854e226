using CrmPlatform.Notifications.Domain.Webhooks;
using Microsoft.AspNetCore.DataProtection;

namespace CrmPlatform.Notifications.Sending;

/// <summary>Seals signing secrets, so that the database does not hold them in the clear.</summary>
internal sealed class SecretBox(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("webhooks.secret");

    public string Seal(WebhookSecret secret) => protector.Protect(secret.Text);

    public WebhookSecret Open(string sealedText) => new(protector.Unprotect(sealedText));
}
