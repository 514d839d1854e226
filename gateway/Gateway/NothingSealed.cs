using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace CrmPlatform.Gateway;

/// <summary>
/// The gateway seals nothing. The keys that the framework makes at each start all the same are kept by the process alone, instead of in the home
/// folder of whoever starts it, or nowhere with a warning.
/// </summary>
internal sealed class NothingSealed : IXmlRepository
{
    private readonly List<XElement> keys = [];

    public IReadOnlyCollection<XElement> GetAllElements()
    {
        lock (keys) return [.. keys];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        lock (keys) keys.Add(element);
    }

    public static void Use(KeyManagementOptions options) => options.XmlRepository = new NothingSealed();
}
