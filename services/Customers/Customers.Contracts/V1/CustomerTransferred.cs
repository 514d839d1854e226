namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>Fact event: a customer got another owner or team (C6).</summary>
/// <param name="PartedId">The file that parts from it at the same time, where an undone merge gave it back (C16): what came with that one goes home with it, not to the new owner.</param>
/// <param name="LastOwner">Of a customer that nobody had before (<c>FromOwner</c> null) and somebody gets: whose it was last, so that what that one left undone goes to the new owner; null where nobody ever had it.</param>
public sealed record CustomerTransferred(
    Guid CustomerId, string? FromOwner, string? ToOwner, string FromTeam, string ToTeam, string? Reason, string By, DateTimeOffset At,
    Guid? PartedId = null, string? LastOwner = null);
