namespace CrmPlatform.Engagement.Domain.Timelines;

/// <summary>C17: a booking that was withdrawn. It is remembered, because the news of it may come before the order itself.</summary>
internal sealed class WithdrawnOrder
{
    public required Guid Booking { get; init; }
}
