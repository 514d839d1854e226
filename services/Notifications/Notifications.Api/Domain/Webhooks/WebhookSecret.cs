using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CrmPlatform.Notifications.Domain.Webhooks;

/// <summary>A signing secret in the form of the Standard Webhooks specification: <c>whsec_</c> and base64.</summary>
internal readonly record struct WebhookSecret(string Text)
{
    private const string Prefix = "whsec_";
    private const int Bytes = 32;

    public static WebhookSecret New() => new(Prefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)));

    /// <summary>HMAC-SHA256 over id, timestamp and body with dots between, as <c>v1,base64</c> (Standard Webhooks, "Verifying").</summary>
    public string Sign(string id, DateTimeOffset timestamp, string body)
    {
        var signed = string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp.ToUnixTimeSeconds()}.{body}");
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Text[Prefix.Length..]), Encoding.UTF8.GetBytes(signed)))}";
    }

    public override string ToString() => $"{Prefix}…";
}
