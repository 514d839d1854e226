namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>Fact event: everything that identifies this person is to be replaced wherever it is kept (C20). Sums stay.</summary>
public sealed record CustomerErased(Guid CustomerId, DateTimeOffset At);
