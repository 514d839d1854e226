namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>State event: a product of the register after a change. The highest version wins.</summary>
public sealed record ProductChanged(Guid ProductId, long Version, string Code, string Name, string? Category, bool Active);
