namespace CrmPlatform.Customers.Contracts.V1;

/// <summary>Fact event: an occasion to care for a customer comes near (C15); once per occasion and year, when its lead time begins.</summary>
/// <param name="CareId">The same for the same customer, occasion and day.</param>
/// <param name="Kind"><c>birthday</c>, <c>holiday</c> or <c>contract-anniversary</c>.</param>
/// <param name="On">The day of the occasion itself.</param>
/// <param name="Occasion">Which one: <c>birthday</c>, <c>lunar-birthday</c>, a holiday's code such as <c>spring-festival</c>, or <c>contract-anniversary</c>.</param>
public sealed record CareDue(Guid CareId, Guid CustomerId, string Kind, DateOnly On, string Occasion, DateTimeOffset At);
