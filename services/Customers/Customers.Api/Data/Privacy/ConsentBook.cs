using CrmPlatform.Customers.Contracts.V1;
using CrmPlatform.Customers.Domain;
using CrmPlatform.ServiceDefaults.Vocabulary;

namespace CrmPlatform.Customers.Data.Privacy;

internal static class ConsentBook
{
    /// <summary>Adds a word and tells the others of it; not saved.</summary>
    public static void Record(this CustomersDb db, Consent word)
    {
        db.Consents.Add(word);
        db.Publish(new ConsentRecorded(
            word.Id, word.CustomerId, EnumCode.Of(word.Purpose), EnumCode.Of(word.Channel), word.Given, EnumCode.Of(word.Source), word.Until, word.At), word.CustomerId);
    }
}
