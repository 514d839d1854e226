namespace CrmPlatform.Service.Contracts.V1;

/// <summary>Fact event: a remedy was granted and is to be booked once where it belongs (S6).</summary>
/// <param name="Kind"><c>refund</c>, <c>replacement</c>, <c>points</c>, <c>discount</c> or <c>apology</c>.</param>
/// <param name="Points">For <c>points</c>.</param>
/// <param name="AmountMinor">For money.</param>
public sealed record RemedyBooked(
    Guid RemedyId, Guid ComplaintId, Guid CustomerId, string Kind, long? Points, long? AmountMinor, string? Currency, string By, DateTimeOffset At);
