// Two events that their owners publish; this service reads them by name and fields, so their shape is held here too.

namespace CrmPlatform.Customers.Contracts.V1
{
    public sealed record CareDue(Guid CareId, Guid CustomerId, string Kind, DateOnly On, string Occasion, DateTimeOffset At);
}

namespace CrmPlatform.Engagement.Contracts.V1
{
    public sealed record ReminderDue(
        string Kind, Guid SubjectId, Guid? CustomerId, string RecipientId, string Team, string Title, DateTimeOffset DueAt, DateTimeOffset At);
}
