import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { isJoining, JoinApp } from './join-app.tsx'
import './style.css'

const root = document.getElementById('root')
if (root !== null && document.documentElement.dataset['belowFloor'] === undefined)
  createRoot(root).render(isJoining(location.pathname) ? <JoinApp /> : <App />)
