// What this browser keeps for a person. One that stores nothing, or holds what somebody else wrote, has kept nothing.
const NAME = (name) => `ats-${name}`;

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(NAME(name)));
  } catch {
    return null;
  }
}

export function keptList(name) {
  const found = kept(name);
  return Array.isArray(found) ? found.filter((one) => typeof one?.name === "string") : [];
}

// A second one of the same name takes the place of the first.
export const keepOne = (name, one) => keep(name, [...keptList(name).filter((other) => other.name !== one.name), one]);
export const dropOne = (name, one) => keep(name, keptList(name).filter((other) => other.name !== one.name));

export function keep(name, value) {
  try {
    localStorage.setItem(NAME(name), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
