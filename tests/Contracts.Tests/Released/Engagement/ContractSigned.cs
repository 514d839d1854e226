namespace CrmPlatform.Engagement.Contracts.V1;

/// <summary>Fact event: a contract was signed with its necessary terms confirmed; it opens the last gate of C9.</summary>
public sealed record ContractSigned(
    Guid ContractId, Guid OpportunityId, Guid CustomerId, string OwnerId, string Team, long AmountMinor, string Currency, long BaseAmountMinor,
    DateTimeOffset SignedAt);
