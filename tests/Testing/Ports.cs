namespace CrmPlatform.Testing;

/// <summary>
/// Loopback ports that nobody listens on. They lie below those that Linux gives to outgoing connections (32768 and up): one of these could be
/// taken by a connection of any other test before whoever asked for it listens there.
/// </summary>
public static class Ports
{
    private static readonly PortBlocks Own = new();

    public static int Free() => Own.Next();
}
