using System.Net;
using System.Net.Sockets;

namespace CrmPlatform.Notifications.Domain.Webhooks;

/// <summary>X4: addresses that webhooks may go to. Everything the IANA registries set aside for other uses is refused.</summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Refused =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24",
            "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "100::/64", "64:ff9b:1::/48", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    private static readonly IPNetwork Nat64 = IPNetwork.Parse("64:ff9b::/96");
    private static readonly IPNetwork SixToFour = IPNetwork.Parse("2002::/16");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily is not (AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)) return false;
        // An IPv4 address inside an IPv6 one leads where the inner one leads.
        if (Nat64.Contains(address)) return Is(new IPAddress(address.GetAddressBytes()[12..16]));
        if (SixToFour.Contains(address)) return Is(new IPAddress(address.GetAddressBytes()[2..6]));
        return !Array.Exists(Refused, network => network.Contains(address));
    }
}
