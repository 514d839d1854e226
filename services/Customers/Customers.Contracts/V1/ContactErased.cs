namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>Fact event: somebody at a customer was erased (C20): what was typed beside the contact's id is to be replaced wherever it is kept. The customer stays.</summary>
/// <param name="CustomerId">At whom they are, or were when they were removed.</param>
/// <param name="Files">The customer's and all that it was ever one with by a merge, also one that was undone (C16): the contact may be named under any of them.</param>
public sealed record ContactErased(Guid ContactId, Guid CustomerId, IReadOnlyList<Guid> Files, DateTimeOffset At);
