namespace CrmPlatform.Engagement.Domain.Routing;

/// <summary>E5: one thing to take along, and what for.</summary>
internal sealed record KitItem(string Key, LocalText Name, LocalText Reason);

/// <summary>E5: the ten things a canvasser takes along.</summary>
internal static class CanvassingKit
{
    public static IReadOnlyList<KitItem> Items { get; } = DomainData.Embedded<IReadOnlyList<KitItem>>("canvassing-kit.json");

    /// <summary>Items not ticked off yet, in their order.</summary>
    public static IReadOnlyList<KitItem> Missing(IEnumerable<string> packed) => [.. Items.ExceptBy(packed, item => item.Key)];
}
