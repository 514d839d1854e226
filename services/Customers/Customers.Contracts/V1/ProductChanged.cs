namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>State event: a product of the register after a change. The highest version wins.</summary>
/// <param name="Removed">It is in the register no more (an undone import); one that is entered under the code later begins at version 1.</param>
public sealed record ProductChanged(Guid ProductId, long Version, string Code, string Name, string? Category, bool Active, bool Removed = false);
