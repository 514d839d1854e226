namespace CrmPlatform.Engagement.Domain;

/// <summary>C4: the class of a customer by sales, as Customers reports it.</summary>
public enum CustomerClass
{
    A,
    B,
    C,
}
