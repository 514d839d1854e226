using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Engagement.Contracts.V1;
using CrmPlatform.Service.Contracts.V1;

namespace CrmPlatform.Insights.Tests.Hosting;

/// <summary>Events of the other services, with what a test does not care about filled in.</summary>
internal static class Happenings
{
    public static CustomerChanged Customer(
        Guid id, string name = "Customer", string team = "north", string? owner = null, long version = 1, string status = "active", string channel = "end-customer",
        DateTimeOffset? createdAt = null, string source = "web", Guid? referredBy = null, int? cooperation = null, int? loyalty = null, string @class = "C") => new(
        id, version, "organisation", "demander", channel, name, null, null, owner, team, "ordinary", "stranger", @class, "potential", "low", null, false, status,
        null, "en", source, referredBy, null, null, null, null, null, [], createdAt ?? DateTimeOffset.UtcNow, Cooperation: cooperation, LoyaltyScore: loyalty);

    public static PurchaseRecorded Purchase(Guid customer, string order, DateTimeOffset at, params (int Ordinal, string Product, decimal Quantity, long Minor)[] lines) => new(
        customer, order, at, "CNY", "CNY", [.. lines.Select(line => new PurchasedLine(line.Ordinal, line.Product, line.Quantity, line.Minor, line.Minor, null))], false);

    public static VisitChanged Visit(Guid id, Guid customer, string state, DateTimeOffset at, long version = 1, string owner = "sam", string team = "north", int? minutes = 30) =>
        new(id, version, customer, owner, team, state, "sales", at, state is "done" or "in-progress" ? at : null, state == "done" ? at.AddMinutes(30) : null, null,
            state == "done" ? minutes : null);

    /// <summary>A deal as Engagement tells of it: the end it came to is the last stage it entered, at the time it was closed.</summary>
    public static OpportunityChanged Deal(
        Guid customer, string state, long minor, DateTimeOffset createdAt, DateTimeOffset? closedAt, IEnumerable<StageEntry> path, int probability = 50, string pipeline = "main",
        string? campaign = null, Guid? campaignId = null)
    {
        IReadOnlyList<StageEntry> entered = [.. path, .. closedAt is { } at && state != "open" ? [new StageEntry(state, at)] : Array.Empty<StageEntry>()];
        return new(
            Guid.NewGuid(), 1, customer, "sam", "north", pipeline, entered[^1].Stage, state, "T", minor, "CNY", minor, probability, new DateOnly(2026, 12, 1), state == "lost" ? "price" : null,
            entered, createdAt, closedAt, campaign, campaignId);
    }

    public static ComplaintChanged Complaint(
        Guid id, Guid? customer, string state, DateTimeOffset at, long version = 1, string category = "quality", string? cause = null, DateTimeOffset? closed = null,
        DateTimeOffset? responded = null, string? assignee = "cora", string? team = "service", bool breached = false, int reopenings = 0,
        string? openedBy = null) =>
        new(id, version, customer, "C-1", "hotline", category, null, "normal", state, assignee, team, 1, cause, at, responded, closed, breached, breached, reopenings, OpenedBy: openedBy);
}
