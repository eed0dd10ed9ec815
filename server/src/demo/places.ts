import type { LocationInput } from '../modules/shops/index.ts'
import { shops } from './catalogue.ts'

type Place = Pick<LocationInput, 'code' | 'kind' | 'name' | 'address'> & Partial<LocationInput>

const day = (from: string, to: string) => [{ from, to }]
/** Tuesday to Saturday, with a long Saturday; the largest on Monday, those of Paris on Sunday too. */
const usual = day('10:00', '19:00')
const week = (monday: Place['hours'], sunday: Place['hours']): NonNullable<Place['hours']> => [
  ...(monday ?? []),
  ...[usual, usual, usual, usual, day('10:00', '19:30')],
  ...(sunday ?? []),
]
const closed = [[]]

const zones: Record<string, string> = {
  ...{ paris: 'Île-de-France', lille: 'Nord et Est', strasbourg: 'Nord et Est' },
  ...{ nantes: 'Ouest', rennes: 'Ouest', bordeaux: 'Sud-Ouest', toulouse: 'Sud-Ouest' },
  ...{ lyon: 'Sud-Est', marseille: 'Sud-Est', nice: 'Sud-Est', montpellier: 'Sud-Est' },
}

/** The demo brand's shops as their file has them, with hours and services, and the warehouse behind them. */
export function placesOf(): Place[] {
  const all = shops.map((shop): Place => {
    const large = shop.weight >= 1.1
    const inParis = shop.city === 'Paris'
    return {
      ...{ code: shop.id, kind: 'shop', name: shop.name, phone: shop.phone },
      ...{ latitude: shop.latitude, longitude: shop.longitude, geofence: inParis ? 120 : 200 },
      address: {
        ...{ street: shop.address, postalCode: shop.postalCode, city: shop.city, country: 'FR' },
      },
      zone: zones[shop.id.split('-')[0] ?? ''] ?? null,
      email: `${shop.id}@maison-colombe.example`,
      services: [
        ...(['collect', 'reserve', 'advice'] as const),
        ...(large ? (['ship-from'] as const) : []),
        ...(shop.id === 'bordeaux' || shop.id === 'nantes' ? (['drive'] as const) : []),
      ],
      hours: week(large ? [usual] : closed, inParis ? [day('11:00', '18:00')] : closed),
    }
  })
  const warehouse: Place = {
    ...{ code: 'entrepot', kind: 'warehouse', name: 'Entrepôt d’Orléans' },
    address: {
      street: '6 rue des Frères-Lumière',
      postalCode: '45140',
      city: 'Ormes',
      country: 'FR',
    },
    ...{ latitude: 47.9402, longitude: 1.8207, zone: 'Centre', services: ['ship-from'] },
    hours: [...Array.from({ length: 5 }, () => day('06:00', '20:00')), [], []],
  }
  return [...all, warehouse]
}
