using System.Net;
using CrmPlatform.ServiceDefaults.Domain;

namespace CrmPlatform.Notifications.Domain.Webhooks;

/// <summary>What an address for webhooks must look like. Where its name leads is looked at again with every connection.</summary>
internal static class ReceiverUrl
{
    public static Refusal? Check(string url, bool allowHttp, bool allowPrivate)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            return Refusal.Invalid("url", "webhooks.url", "An absolute https address is expected.");
        if (uri.Scheme == Uri.UriSchemeHttp && !allowHttp)
            return Refusal.Invalid("url", "webhooks.url", "Events go out by https only (Webhooks:AllowHttp).");
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return Refusal.Invalid("url", "webhooks.url", "An address without user, password and fragment is expected; receivers verify the signature instead.");
        if (allowPrivate) return null;
        var host = uri.IdnHost.TrimEnd('.');
        var inside = IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? !PublicAddress.Is(address)
            : !host.Contains('.', StringComparison.Ordinal) || Inside.Any(suffix => host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase));
        return inside ? Refusal.Invalid("url", "webhooks.private-address", "The address is not one of the public internet (Webhooks:AllowPrivateAddresses).") : null;
    }

    private static readonly string[] Inside = [".localhost", ".local", ".internal", ".home.arpa"];
}
